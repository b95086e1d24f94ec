import { readFile, writeFile } from "node:fs/promises";
import type { Sharp, SharpOptions } from "sharp";
import { PrepareInput } from "../pictures.ts";
import { draw, JPEG, loadSharp, OPENING } from "./load-sharp.ts";

/** A crop that loses more than this share of the picture is no longer that picture. */
const MAX_LOSS = 0.3;
/** The frame is blurred where it is small, which looks the same and costs a fraction. */
const FRAME_SHRINK = 8;

type Sharpen = Awaited<ReturnType<typeof loadSharp>>;

/** The child's side of `prepare`. */
export async function run(input: unknown): Promise<undefined> {
  const { from, to, width, height, format } = PrepareInput.parse(input);
  const sharp = await loadSharp();
  const bytes = await readFile(from);
  const { autoOrient: size } = await sharp(bytes, OPENING).metadata();
  const wanted = width / height;
  const is = size.width / size.height;
  const loss = 1 - Math.min(wanted / is, is / wanted);

  const picture =
    loss > MAX_LOSS
      ? await framed(sharp, bytes, width, height)
      : cropped(sharp, bytes, width, height);
  const { data, info } = await draw(format === "png" ? picture.png() : picture.jpeg(JPEG));
  if (info.width !== width || info.height !== height)
    throw new Error(`asked for ${width}x${height}, got ${info.width}x${info.height}`);
  await writeFile(to, data, { mode: 0o600 });
}

function cropped(sharp: Sharpen, bytes: Buffer, width: number, height: number): Sharp {
  return onWhite(sharp(bytes, OPENING)).resize(width, height, {
    fit: "cover",
    position: sharp.strategy.attention,
  });
}

/** The whole picture before a blurred, darker copy of itself. */
async function framed(sharp: Sharpen, bytes: Buffer, width: number, height: number) {
  const whole = await draw(
    onWhite(sharp(bytes, OPENING)).resize(width, height, { fit: "inside" }).raw(),
  );
  const { width: w, height: h, channels } = whole.info;
  const raw: SharpOptions = { raw: { width: w, height: h, channels } };
  const small = {
    width: Math.ceil(width / FRAME_SHRINK),
    height: Math.ceil(height / FRAME_SHRINK),
  };
  const behind = await draw(
    sharp(whole.data, raw)
      .resize(small.width, small.height, { fit: "cover" })
      .blur(6)
      .modulate({ brightness: 0.72, saturation: 1.1 })
      .raw(),
  );
  return sharp(behind.data, { raw: { ...small, channels: behind.info.channels } })
    .resize(width, height, { fit: "fill", kernel: "cubic" })
    .composite([{ input: whole.data, ...raw, gravity: "centre" }]);
}

function onWhite(picture: Sharp): Sharp {
  return picture.flatten({ background: "#fff" }).toColourspace("srgb");
}
