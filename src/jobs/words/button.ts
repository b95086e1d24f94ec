import type { Button } from "../../platforms/platform.ts";
import type { Job } from "../job.ts";

/** A button about a job. */
export function button(
  { id }: Pick<Job, "id">,
  action: string,
  label: string,
  look: Button["look"],
): Button {
  return { action, label, job: id, look };
}
