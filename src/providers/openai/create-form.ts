import { openAsBlob } from "node:fs";
import type { Model, Submission } from "../provider.ts";
import { frameSize } from "../request/frame-size.ts";
import type { PreparePicture } from "../request/prepared-pictures.ts";
import { withPreparedPictures } from "../request/prepared-pictures.ts";
import { styledPrompt } from "../request/styled-prompt.ts";
import { NAME } from "./failures.ts";
import type { Profile } from "./profiles.ts";

interface FormDeps {
  readonly model: Model;
  readonly profile: Profile;
  readonly preparePicture: PreparePicture;
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
      const form = toForm(submission, deps);
      if (picture) {
        const blob = await openAsBlob(picture.file, { type: "image/jpeg" });
        form.set("input_reference", blob, "picture.jpg");
      }
      return send(form);
    },
  );
}

function toForm({ request }: Submission, { model, profile }: FormDeps): FormData {
  const { width, height } = frameSize(request, model);
  const form = new FormData();
  form.set("prompt", styledPrompt(request));
  if (profile.sendsModel) form.set("model", model.name);
  form.set("seconds", String(request.seconds));
  form.set("size", `${width}x${height}`);
  if (profile.sendsSeed && model.seed) form.set("seed", String(request.seed));
  return form;
}
