import type { Sound } from "./wav.ts";

/** A film to be made from frames. Width and height are even. */
export interface Film {
  /** Where the MP4 is written. */
  readonly out: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** x264's quality, lower is better; 21 by default. */
  readonly crf?: number;
  /** x264's speed; `veryfast` by default. */
  readonly preset?: string;
  readonly sound: Sound;
}

/** Takes the frames of one film, in order. Lives in a media worker's child process. */
export interface FilmEncoder {
  /**
   * Takes one I420 frame, BT.709 in limited range. The frame may be painted again as soon as the
   * promise resolves; awaiting it is what keeps memory low.
   */
  write(frame: Uint8Array): Promise<void>;
  /** Completes the file. */
  finish(): Promise<void>;
  /** Gives up: stops everything and removes the unfinished file. */
  abort(): Promise<void>;
}
