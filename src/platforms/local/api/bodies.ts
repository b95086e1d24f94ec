import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import type { Attachment } from "../../platform.ts";
import type { Reception } from "./deps.ts";
import { readMultipart } from "./multipart.ts";

/** Room for a prompt far longer than any model takes, so that the bot can say so itself. */
const MAX_JSON_BYTES = 1024 * 1024;

const Options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const InvocationBody = z.object({ command: z.string().max(100), options: Options.default({}) });
const ActionBody = z.object({
  job: z.string().min(1).max(64),
  /** A name that no button has is answered by the bot. */
  action: z.string().min(1).max(40),
  options: Options.default({}),
});

/** What came in, with its pictures on our disk until `discard`. */
interface Arrived<Body> {
  readonly body: Body;
  readonly attachments: Readonly<Record<string, Attachment>>;
  readonly discard: () => Promise<void>;
}

/** Reads a command, as JSON or as a form with files. Throws what is wrong with it as a 4xx. */
export const readInvocation = (request: Request, reception: Reception) =>
  read(InvocationBody, request, reception);

/** Reads what a button was pressed with, in the same ways. */
export const readAction = (request: Request, reception: Reception) =>
  read(ActionBody, request, reception);

async function read<Body extends { options: z.infer<typeof Options> }>(
  schema: z.ZodType<Body>,
  request: Request,
  reception: Reception,
): Promise<Arrived<Body>> {
  if (!isMultipart(request)) {
    const body = parse(schema, await readJson(request));
    return { body, attachments: {}, discard: async () => {} };
  }
  const { values, attachments, discard } = await readMultipart(request, reception);
  try {
    const body = parse(schema, { ...values, options: fromJson(values["options"] ?? "{}") });
    const names = Object.entries(attachments).map(([option, { name }]) => [option, name]);
    const options = { ...body.options, ...Object.fromEntries(names) };
    return { body: { ...body, options }, attachments, discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

function isMultipart(request: Request): boolean {
  return /^multipart\/form-data/i.test(request.headers.get("content-type") ?? "");
}

async function readJson(request: Request): Promise<unknown> {
  if (!/^application\/json/i.test(request.headers.get("content-type") ?? "")) {
    throw new HTTPException(415, { message: "Send application/json or multipart/form-data." });
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_JSON_BYTES) {
      throw new HTTPException(413, { message: "That is too long: one megabyte of text fits." });
    }
    chunks.push(chunk);
  }
  return fromJson(Buffer.concat(chunks).toString());
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HTTPException(400, { message: "That is not valid JSON.", cause: error });
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join(".") || "The body";
  throw new HTTPException(400, { message: `${place}: ${issue?.message ?? "cannot be read"}.` });
}
