import { Readable } from "node:stream";
import { z } from "zod";
import { PlatformError } from "../../../errors.ts";
import type { Attachment } from "../../platform.ts";
import type { Api } from "../api.ts";
import type { Team } from "../refs.ts";
import type { Tokens } from "../tokens.ts";
import type { FileShape } from "./arriving.ts";
import { FileShape as Shape } from "./arriving.ts";

const SLACK = ["files.slack.com"];

const Info = z.object({ file: Shape });

export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

interface AttachmentsDeps {
  readonly api: Api;
  readonly tokens: Tokens;
  /** Must itself refuse private addresses that nobody named. */
  readonly fetch: Fetch;
  /** `host:port` from which files are fetched too. */
  readonly hosts: readonly string[];
}

/**
 * Opens what people share, with our token, from Slack's own host and those that the operator named.
 * Slack answers a token that may not see a file with a page of HTML: that is never a picture.
 */
export function createAttachments({ api, tokens, fetch, hosts }: AttachmentsDeps) {
  async function linkOf(team: Team, shape: FileShape): Promise<FileShape> {
    if (urlOf(shape) !== undefined) return shape;
    // Of a file from another workspace, and of one that is still being checked, only the id is told.
    return Info.parse(await api.call(team, "files.info", { file: shape.id })).file;
  }

  return function attachmentOf(team: Team, shape: FileShape): Attachment {
    return {
      name: shape.name ?? "picture",
      async open(signal) {
        const file = await linkOf(team, shape);
        const from = new URL(urlOf(file) ?? "about:blank");
        const isSlacks = from.protocol === "https:" && SLACK.includes(from.host);
        if (!isSlacks && !hosts.includes(from.host)) {
          throw new PlatformError("forbidden", `files are not fetched from ${from.host}`);
        }
        const { token } = await tokens.of(team);
        const headers = { authorization: `Bearer ${token}` };
        const response = await fetch(from, { signal, headers }).catch((error: unknown) => {
          throw new PlatformError("unavailable", "the file did not arrive", { cause: error });
        });
        const type = response.headers.get("content-type") ?? "";
        if (!response.ok || !response.body || type.startsWith("text/html")) {
          await response.body?.cancel();
          throw new PlatformError("gone", `the file could not be fetched: ${response.status}`);
        }
        const stream = Readable.from(response.body, { objectMode: false });
        return { stream, bytes: file.size ?? undefined };
      },
    };
  };
}
export type AttachmentOf = ReturnType<typeof createAttachments>;

function urlOf({ url_private_download: download, url_private: view }: FileShape) {
  return download ?? view ?? undefined;
}

/** The pictures among files, by what Slack says of them; their bytes are checked at intake. */
export function picturesIn(files: readonly FileShape[]): FileShape[] {
  return files.filter(
    ({ mimetype, filetype }) =>
      (mimetype ?? "") === "" || mimetype?.startsWith("image/") === true || filetype === "heic",
  );
}
