import { readFile } from "node:fs/promises";
import type { Model, Submission } from "../provider.ts";
import { unsentError } from "../http.ts";
import { beforeSubmit } from "../request/before-submit.ts";
import { frameSize } from "../request/frame-size.ts";
import type { PreparedPicture, PreparePicture } from "../request/prepared-pictures.ts";
import { withPreparedPictures } from "../request/prepared-pictures.ts";
import { styledPrompt } from "../request/styled-prompt.ts";
import { NAME } from "./failures.ts";
import type { Profile } from "./profiles.ts";

interface FormDeps {
  readonly model: Model;
  readonly profile: Profile;
  readonly preparePicture: PreparePicture;
  /** Given up before it is sent. */
  readonly dropped: AbortSignal;
}

/**
 * Builds the form of a create and hands it to `send`; the picture's file lives until that is done.
 * What fails before `send` has certainly begun nothing, and its error says so.
 */
export function withCreateForm<Answer>(
  submission: Submission,
  deps: FormDeps,
  send: (form: FormData) => Promise<Answer>,
): Promise<Answer> {
  // These servers take one picture, and only at exactly the film's size.
  const picturePaths = submission.picturePaths.slice(0, 1);
  const { request } = submission;
  return withPreparedPictures(
    { request, picturePaths },
    { provider: NAME, ...deps },
    async ([picture]) => {
      const form = await beforeSubmit(NAME, () => toForm(submission, picture, deps));
      if (deps.dropped.aborted) throw unsentError(NAME);
      return send(form);
    },
  );
}

async function toForm(
  { request }: Submission,
  picture: PreparedPicture | undefined,
  { model, profile }: FormDeps,
): Promise<FormData> {
  const { width, height } = frameSize(request, model);
  const form = new FormData();
  form.set("prompt", styledPrompt(request));
  if (profile.sendsModel) form.set("model", model.name);
  form.set("seconds", String(request.seconds));
  form.set("size", `${width}x${height}`);
  if (profile.sendsSeed && model.seed) form.set("seed", String(request.seed));
  if (picture) {
    // Read at once: what is read only as it is sent may break in the middle of it.
    const blob = new Blob([await readFile(picture.file)], { type: "image/jpeg" });
    form.set("input_reference", blob, "picture.jpg");
  }
  return form;
}
