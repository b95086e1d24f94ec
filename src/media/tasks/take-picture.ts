import { readFile, stat, writeFile } from "node:fs/promises";
import { UserError } from "../../errors.ts";
import { formatOf } from "../picture/format.ts";
import { checkLimits } from "../picture/limits.ts";
import type { PictureFacts } from "../picture/limits.ts";
import { TakeInput } from "../pictures.ts";
import type { PictureSize } from "../pictures.ts";
import { damaged, draw, JPEG, loadSharp, OPENING } from "./load-sharp.ts";

const LONGEST_SIDE = 2560;
const MB = 2 ** 20;

/** The child's side of `take`. */
export async function run(input: unknown): Promise<PictureSize> {
  const { from, to, maxBytes } = TakeInput.parse(input);
  const { size } = await stat(from);
  if (size > maxBytes)
    throw new UserError(
      "The picture has {{size, number}} MB; at most {{most, number}} MB are possible.",
      { size: Math.ceil((size / MB) * 10) / 10, most: maxBytes / MB },
    );
  const bytes = await readFile(from);
  checkLimits(await factsOf(bytes));

  const sharp = await loadSharp();
  const { data, info } = await draw(
    sharp(bytes, OPENING)
      .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#fff" })
      .toColourspace("srgb")
      .jpeg(JPEG),
  );
  await writeFile(to, data, { mode: 0o600 });
  return { width: info.width, height: info.height };
}

/** Decided from its header, before a single pixel is decoded. */
async function factsOf(bytes: Buffer): Promise<PictureFacts> {
  const format = formatOf(bytes);
  const sharp = await loadSharp();
  // The bound that counts is ours, which knows the format.
  const picture = sharp(bytes, { ...OPENING, limitInputPixels: false });
  const {
    autoOrient,
    isProgressive,
    pages = 1,
  } = await picture.metadata().catch((cause: unknown) => {
    throw damaged(cause);
  });
  return { format, ...autoOrient, isProgressive, isAnimated: pages > 1 };
}
