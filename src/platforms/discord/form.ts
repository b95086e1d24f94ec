import { openAsBlob } from "node:fs";
import { extname } from "node:path";

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

/** A message with its file; the file is read from the disk while it is sent. */
export async function formOf(body: object, { path, fileName, alt }: SentFile): Promise<FormData> {
  const attachments = [{ id: "0", filename: fileName, description: alt.slice(0, 1_024) }];
  const type = TYPES[extname(fileName)] ?? "application/octet-stream";
  const form = new FormData();
  form.append("payload_json", JSON.stringify({ ...body, attachments }));
  form.append("files[0]", await openAsBlob(path, { type }), fileName);
  return form;
}
