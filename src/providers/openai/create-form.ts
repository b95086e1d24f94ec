import { openAsBlob } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MediaError, ProviderError } from "../../errors.ts";
import { frameSize } from "../request/frame-size.ts";
import type { Model, Submission } from "../provider.ts";
import { styledPrompt } from "../request/styled-prompt.ts";
import { NAME } from "./failures.ts";
import type { Profile } from "./profiles.ts";

/** Writes the picture to `to` as a JPEG of exactly these pixels. Throws `MediaError`. */
export type PreparePicture = (
  from: string,
  to: string,
  width: number,
  height: number,
) => Promise<void>;

interface FormDeps {
  readonly model: Model;
  readonly profile: Profile;
  readonly preparePicture: PreparePicture;
}

/**
 * Builds the form of a create and hands it to `send`; the picture's file lives until that is done.
 * What fails before `send` has certainly begun nothing, and its error says so.
 */
export async function withCreateForm<Answer>(
  submission: Submission,
  deps: FormDeps,
  send: (form: FormData) => Promise<Answer>,
): Promise<Answer> {
  const [picture] = submission.picturePaths;
  if (picture === undefined) return send(toForm(submission, deps));

  const folder = await mkdtemp(join(tmpdir(), "rushes-openai-")).catch(rethrowUnsent);
  try {
    const form = toForm(submission, deps);
    const blob = await preparedBlob(picture, folder, submission, deps).catch(rethrowUnsent);
    form.set("input_reference", blob, "picture.jpg");
    return await send(form);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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

/** The picture at exactly the film's size: these servers refuse any other. */
async function preparedBlob(
  picture: string,
  folder: string,
  { request }: Submission,
  { model, preparePicture }: FormDeps,
): Promise<Blob> {
  const { width, height } = frameSize(request, model);
  const prepared = join(folder, "picture.jpg");
  await preparePicture(picture, prepared, width, height);
  return openAsBlob(prepared, { type: "image/jpeg" });
}

function rethrowUnsent(error: unknown): never {
  const options = { cause: error, mayHaveBegun: false };
  const isBroken = error instanceof MediaError && ["broken", "too-large"].includes(error.failure);
  throw isBroken
    ? new ProviderError(NAME, "invalid", "The picture cannot be read.", options)
    : new ProviderError(NAME, "unavailable", "The picture cannot be prepared just now.", options);
}
