import { z } from "zod";
import { createTurns } from "../../chat/turns.ts";
import type { Message, PublishedClip, UploadToken } from "../../platform.ts";
import type { DiscordThread, MessageRef } from "../refs.ts";
import type { Posting } from "./posts.ts";
import type { UploadLimits } from "./upload-limits.ts";

/** Uploads at once: each holds a file's worth of buffers on its way. */
const UPLOADS = 3;

const Token = z.object({ since: z.number() });

interface UploadsDeps {
  readonly post: Posting;
  readonly limits: UploadLimits;
  readonly now: () => number;
}

/** Brings clips into threads, a few at a time. */
export function createUploads({ post, limits, now }: UploadsDeps) {
  const inTurn = createTurns(UPLOADS);

  return {
    /** Notes only when it began: Discord takes a file together with its message. */
    prepare: (): UploadToken => ({ since: now() }),

    async publish(
      thread: DiscordThread,
      token: UploadToken,
      clip: PublishedClip,
      message: Message,
      key: string,
    ): Promise<MessageRef> {
      const { since } = Token.parse(token);
      try {
        return await inTurn(() => post({ thread, message, key, clip, since }));
      } catch (error) {
        limits.refuse(thread.guild, clip, error);
        throw error;
      }
    },
  };
}
