import { MediaError } from "../../errors.ts";

const NO_ROOM = -28; // ENOSPC, as FFmpeg counts errors

/**
 * Loads node-av, quietly. Only ever in a media worker's child process: a codec that aborts takes
 * its process with it. Throws `MediaError` (`unavailable`) where it has no binary for this machine.
 */
export async function loadNodeAv() {
  try {
    const [api, lib, constants] = await Promise.all([
      import("node-av/api"),
      import("node-av/lib"),
      import("node-av/constants"),
    ]);
    lib.Log.setLevel(constants.AV_LOG_QUIET);
    return { ...api, ...lib, ...constants };
  } catch (cause) {
    throw new MediaError("unavailable", "node-av does not run on this machine.", { cause });
  }
}

export type NodeAv = Awaited<ReturnType<typeof loadNodeAv>>;

/** Opens a file as MP4 and as nothing else: a playlist could name files and addresses. */
export const AS_FILM = { format: "mov", options: { protocol_whitelist: "file" } } as const;

/**
 * How every MP4 is written. In the background, an error of the disk would reach nobody and stop
 * the film for ever.
 */
export const AS_MP4 = {
  format: "mp4",
  options: { movflags: "+faststart" },
  useAsyncWrite: false,
} as const;

/** The one place where errors of node-av become ours. */
export function rethrowAv(cause: unknown): never {
  if (cause instanceof MediaError) throw cause;
  if (cause instanceof Error && "code" in cause && cause.code === NO_ROOM)
    throw new MediaError("disk-full", "The disk is full.", { cause });
  throw new MediaError("broken", "node-av could not do it.", { cause });
}
