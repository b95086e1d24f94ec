import type { Intake } from "../../media/intake.ts";
import type { Invocation } from "../../platforms/platform.ts";
import type { Picture } from "../../providers/provider.ts";

/** What each attached picture is for, by the name of its option. */
const ROLES: readonly (readonly [option: string, role: Picture["role"]])[] = [
  ["image", "first"],
  ["last", "last"],
  ["reference", "reference"],
  ["reference2", "reference"],
  ["reference3", "reference"],
];

/** Takes an invocation's pictures in: all of them, or none when one is not what it should be. */
export async function takenPictures(
  { attachments }: Pick<Invocation, "attachments">,
  intake: Intake,
): Promise<Picture[]> {
  const taken: Picture[] = [];
  try {
    for (const [option, role] of ROLES) {
      const file = attachments[option];
      if (file) taken.push({ ...(await intake.take(file)), role });
    }
    return taken;
  } catch (error) {
    await Promise.all(taken.map(({ file }) => intake.discard(file)));
    throw error;
  }
}
