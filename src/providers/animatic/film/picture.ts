/** A picture in Y, U and V: BT.709 in limited range, chroma at half the size both ways. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
}

/** One frame of a film: the bytes as an encoder wants them, and the same bytes as a picture. */
export interface Frame extends Picture {
  readonly bytes: Uint8Array;
}

/** Width and height are even. */
export function createFrame(width: number, height: number): Frame {
  const luma = width * height;
  const bytes = new Uint8Array(luma * 1.5);
  return {
    bytes,
    width,
    height,
    y: bytes.subarray(0, luma),
    u: bytes.subarray(luma, luma * 1.25),
    v: bytes.subarray(luma * 1.25),
  };
}

/** The rows of a frame from `top` on, `height` of them, as a picture over the same bytes. Both are even. */
export function rowsOf(frame: Picture, top: number, height: number): Picture {
  const { width } = frame;
  const chroma = [(top * width) / 4, ((top + height) * width) / 4] as const;
  return {
    width,
    height,
    y: frame.y.subarray(top * width, (top + height) * width),
    u: frame.u.subarray(...chroma),
    v: frame.v.subarray(...chroma),
  };
}

/** Fades from `picture`, which is changed, to `other`: 0 keeps it, 1 replaces it. */
export function blend(picture: Picture, other: Picture, part: number): void {
  const share = Math.round(part * 256);
  for (const [into, from] of [
    [picture.y, other.y],
    [picture.u, other.u],
    [picture.v, other.v],
  ] as const) {
    for (let at = 0; at < into.length; at++) {
      const value = into[at] ?? 0;
      into[at] = value + (((from[at] ?? 0) - value) * share) / 256;
    }
  }
}

export function fillBlack({ y, u, v }: Picture): void {
  y.fill(16);
  u.fill(128);
  v.fill(128);
}
