import { Readable } from "node:stream";
import { PlatformError } from "../../../errors.ts";
import type { Attachment } from "../../platform.ts";
import type { AttachmentShape } from "./arriving.ts";

/** Of pictures whose kind Discord does not know. */
const ENDING = /\.(?:jpe?g|png|webp|gif|avif)$/i;
const CDN = ["cdn.discordapp.com", "media.discordapp.net"];

export type Fetch = (url: URL, init: { signal: AbortSignal }) => Promise<Response>;

/**
 * Opens what people attach, from Discord's own hosts and those that the operator named. `fetch`
 * must itself refuse private addresses that nobody named. Links expire: open it soon.
 */
export function createAttachments(deps: { fetch: Fetch; hosts: readonly string[] }) {
  const { fetch, hosts } = deps;

  return function attachmentOf({ filename, url, size }: AttachmentShape): Attachment {
    return {
      name: filename,
      async open(signal) {
        const from = new URL(url);
        const isDiscords = from.protocol === "https:" && CDN.includes(from.host);
        if (!isDiscords && !hosts.includes(from.host)) {
          throw new PlatformError("forbidden", `files are not fetched from ${from.host}`);
        }
        const response = await fetch(from, { signal }).catch((error: unknown) => {
          throw new PlatformError("unavailable", "the file did not arrive", { cause: error });
        });
        if (!response.ok || !response.body) {
          await response.body?.cancel();
          throw new PlatformError("gone", `the file could not be fetched: ${response.status}`);
        }
        return { stream: Readable.from(response.body, { objectMode: false }), bytes: size };
      },
    };
  };
}
export type AttachmentOf = ReturnType<typeof createAttachments>;

/** The pictures among files, by what Discord says of them; their bytes are checked at intake. */
export function picturesIn(files: readonly AttachmentShape[]): AttachmentShape[] {
  return files.filter(
    ({ content_type: type = "", filename }) =>
      type.startsWith("image/") || (type === "" && ENDING.test(filename)),
  );
}
