import { randomUUID } from "node:crypto";
import { extname } from "node:path";
import { loadOf } from "../../chat/load.ts";
import type { Load } from "../../chat/load.ts";
import type { ApiCall } from "../line/api.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".jpg": "image/jpeg",
  ".png": "image/png",
  ".mp4": "video/mp4",
  ".csv": "text/csv",
};

/** A file that goes up with a message. */
export interface SentFile {
  readonly path: string;
  readonly fileName: string;
  readonly alt: string;
}

/** What a call carries of a message. */
export type Content = Pick<ApiCall, "body" | "load">;

/** A message as it is sent: together with its file, where it has one. */
export async function contentOf(body: object, file: SentFile | undefined): Promise<Content> {
  return file ? { load: await multipartOf(body, file) } : { body };
}

/** A message with its file, as a form; the file is read from the disk while it is sent. */
export async function multipartOf(body: object, { path, fileName, alt }: SentFile): Promise<Load> {
  const attachments = [{ id: "0", filename: fileName, description: alt.slice(0, 1_024) }];
  const type = TYPES[extname(fileName)] ?? "application/octet-stream";
  const boundary = randomUUID();
  const before = [
    `--${boundary}`,
    'content-disposition: form-data; name="payload_json"',
    "content-type: application/json",
    "",
    JSON.stringify({ ...body, attachments }),
    `--${boundary}`,
    `content-disposition: form-data; name="files[0]"; filename="${quotable(fileName)}"`,
    `content-type: ${type}`,
    "",
    "",
  ];
  const behind = ["", `--${boundary}--`, ""];
  return loadOf(path, `multipart/form-data; boundary=${boundary}`, [
    before.join("\r\n"),
    behind.join("\r\n"),
  ]);
}

/** A name as it may stand between the quotes of a form's head. */
function quotable(fileName: string): string {
  return fileName.replaceAll(/["\r\n]/g, (sign) => encodeURIComponent(sign));
}
