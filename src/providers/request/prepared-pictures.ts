import { mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { MediaError, ProviderError } from "../../errors.ts";
import type { Model, Picture, Submission } from "../provider.ts";
import { frameSize } from "./frame-size.ts";
import type { FrameSize } from "./frame-size.ts";

/** The longer side of a picture that only shows what somebody looks like. */
const REFERENCE_SIDE = 1536;
const SHORTEST_SIDE = 16;
/** Beside the pictures themselves, where what a crash leaves is swept: people's pictures stay nowhere else. */
const PREPARED = "prepared.part-";

/** Writes the picture to `to` as a JPEG of exactly these pixels. Throws `MediaError`. */
export type PreparePicture = (
  from: string,
  to: string,
  width: number,
  height: number,
) => Promise<void>;

/** A picture as a model wants it: a JPEG, which is there until the submission is over. */
export interface PreparedPicture {
  readonly file: string;
  readonly role: Picture["role"];
}

interface PictureDeps {
  readonly provider: string;
  readonly model: Model;
  readonly preparePicture: PreparePicture;
}

/**
 * Makes the pictures of a submission ready: what the film begins or ends with at exactly its size, a
 * reference in its own shape. Their files live until `use` is done. What fails before `use` has
 * certainly begun nothing, and its error says so. Throws `UserError` for a frame that the model does
 * not film.
 */
export async function withPreparedPictures<Answer>(
  submission: Pick<Submission, "request" | "picturePaths">,
  deps: PictureDeps,
  use: (pictures: readonly PreparedPicture[]) => Promise<Answer>,
): Promise<Answer> {
  const { request, picturePaths } = submission;
  const frame = frameSize(request, deps.model);
  const [first] = picturePaths;
  if (first === undefined) return use([]);

  const unsent = (error: unknown) => rethrowUnsent(deps.provider, error);
  const folder = await mkdtemp(join(dirname(first), PREPARED)).catch(unsent);
  try {
    const pictures = await prepareAll(submission, { ...deps, folder, frame }).catch(unsent);
    return await use(pictures);
  } finally {
    // A folder that stays must not cost the answer to what was sent.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function prepareAll(
  { request, picturePaths }: Pick<Submission, "request" | "picturePaths">,
  { preparePicture, folder, frame }: PictureDeps & { folder: string; frame: FrameSize },
): Promise<PreparedPicture[]> {
  const prepared: PreparedPicture[] = [];
  for (const [index, path] of picturePaths.entries()) {
    const picture = request.pictures[index];
    const role = picture?.role ?? "first";
    const file = join(folder, `picture-${index + 1}.jpg`);
    const isReference = picture !== undefined && role === "reference";
    const { width, height } = isReference ? sizeOfReference(picture) : frame;
    // oxlint-disable-next-line no-await-in-loop -- one after the other: each takes a core and memory
    await preparePicture(path, file, width, height);
    prepared.push({ file, role });
  }
  return prepared;
}

function sizeOfReference({ width, height }: Picture): FrameSize {
  const scale = Math.min(1, REFERENCE_SIDE / Math.max(width, height));
  const side = (pixels: number) => Math.max(SHORTEST_SIDE, Math.round(pixels * scale));
  return { width: side(width), height: side(height) };
}

function rethrowUnsent(provider: string, error: unknown): never {
  const options = { cause: error, mayHaveBegun: false };
  const isBroken = error instanceof MediaError && ["broken", "too-large"].includes(error.failure);
  throw isBroken
    ? new ProviderError(provider, "invalid", "The picture cannot be read.", options)
    : new ProviderError(
        provider,
        "unavailable",
        "The picture cannot be prepared just now.",
        options,
      );
}
