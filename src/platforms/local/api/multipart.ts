import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy } from "@fastify/busboy";
import type { BusboyFileStream } from "@fastify/busboy";
import { HTTPException } from "hono/http-exception";
import { newId } from "../../../ids.ts";
import type { Attachment } from "../../platform.ts";
import type { Reception } from "./deps.ts";
import { Refusal } from "./refusal.ts";

const MAX_FIELD_BYTES = 1024 * 1024;
const MAX_FIELDS = 8;
/** As many as the command with the most pictures takes: a first, a last and three references. */
const MAX_FILES = 5;
/** What the borders and headers of a form may take beside its files. */
const FORM_BYTES = 3 * MAX_FIELD_BYTES;

export interface Form {
  readonly values: Readonly<Record<string, string>>;
  readonly attachments: Readonly<Record<string, Attachment>>;
  /** Deletes the files. */
  readonly discard: () => Promise<void>;
}

/**
 * Streams a form to the disk: files under names of our own, within their bound. What is too large
 * is read to its end and thrown away, so that the sender hears why.
 */
export async function readMultipart(request: Request, reception: Reception): Promise<Form> {
  const { incoming, maxImageBytes, now } = reception;
  refuseAnnounced(request, maxImageBytes);
  await mkdir(incoming, { recursive: true });

  const values = new Map<string, string>();
  const files: Arriving[] = [];
  const broken = new AbortController();
  const { signal } = broken;
  const discard = async () => {
    await Promise.all(files.map(({ path }) => rm(path, { force: true })));
  };

  try {
    const busboy = new Busboy({ headers: headersOf(request), limits: limits(maxImageBytes) });
    busboy.on("field", (name, value) => {
      values.set(name, value);
    });
    busboy.on("file", (option, stream, name) => {
      const path = join(incoming, newId(now()));
      const written = pipeline(stream, createWriteStream(path, { mode: 0o600 }), { signal });
      written.catch((error: unknown) => broken.abort(error));
      files.push({ option, name: name || "picture", path, stream, written });
    });
    let isFull = false;
    busboy.on("filesLimit", () => (isFull = true));
    await pipeline(request.body ?? Readable.from([]), busboy, { signal });
    await Promise.all(files.map(({ written }) => written));
    if (isFull) throw tooMany();
    if (files.some(({ stream }) => stream.truncated)) throw tooLarge(maxImageBytes);
  } catch (error) {
    broken.abort(error);
    await Promise.allSettled(files.map(({ written }) => written));
    await discard();
    throw toRefusal(signal.reason);
  }

  const attachments = files.map((file) => [file.option, toAttachment(file)] as const);
  return {
    values: Object.fromEntries(values),
    attachments: Object.fromEntries(attachments),
    discard,
  };
}

interface Arriving {
  /** The name of its field; of several files under one name the last counts, and all are discarded. */
  readonly option: string;
  readonly name: string;
  readonly path: string;
  readonly stream: BusboyFileStream;
  readonly written: Promise<void>;
}

function headersOf(request: Request) {
  return { "content-type": request.headers.get("content-type") ?? "" };
}

function limits(fileSize: number) {
  return { fileSize, files: MAX_FILES, fields: MAX_FIELDS, fieldSize: MAX_FIELD_BYTES };
}

/** Nobody needs to send what is announced as too large, however many pictures it is. */
function refuseAnnounced(request: Request, maxImageBytes: number): void {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > MAX_FILES * maxImageBytes + FORM_BYTES) throw tooLarge(maxImageBytes);
}

function tooMany(): HTTPException {
  return new HTTPException(400, { message: "A form takes five pictures at most." });
}

function tooLarge(maxImageBytes: number): HTTPException {
  const most = Math.floor(maxImageBytes / 1_000_000);
  return new Refusal(
    413,
    "That picture is too large: {{most}} MB fit. Make it smaller and send it again.",
    { most },
  );
}

/** What went wrong with the form is the sender's; what went wrong with our disk is ours. */
function toRefusal(error: unknown): unknown {
  if (error instanceof HTTPException) return error;
  if (error instanceof Error && "errno" in error) {
    if (!("code" in error) || error.code !== "ENOSPC") return error;
    return new Refusal(507, "This machine's disk is full. Nothing was begun.", {}, error);
  }
  return new HTTPException(400, { message: "That form cannot be read.", cause: error });
}

function toAttachment({ name, path }: Arriving): Attachment {
  return {
    name,
    open: async () => ({ stream: createReadStream(path), bytes: (await stat(path)).size }),
  };
}
