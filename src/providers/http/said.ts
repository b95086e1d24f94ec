import { z } from "zod";

const LONGEST = 300;

const Code = z.union([z.string(), z.number()]).nullish().catch(undefined);
const Detail = z.looseObject({ code: Code, type: Code, message: z.string().optional().catch("") });
const Complaint = z.looseObject({ msg: z.string(), type: Code });

/** The shapes in which servers say what is wrong. */
const ErrorBody = z.union([
  z.looseObject({ error: Detail }).transform(({ error }) => error),
  z.looseObject({ error: z.string() }).transform(({ error }) => ({ message: error })),
  z.looseObject({ detail: z.string() }).transform(({ detail }) => ({ message: detail })),
  z.looseObject({ detail: z.array(Complaint).min(1) }).transform(({ detail }) => ({
    type: detail[0]?.type,
    message: detail.map(({ msg }) => msg).join("; "),
  })),
  Detail,
]);

/** What a server says is wrong, as far as it can be read. */
export interface Said {
  readonly code?: string | number | null | undefined;
  readonly type?: string | number | null | undefined;
  readonly message?: string | undefined;
}

export function readSaid(body: unknown): Said {
  const parsed = ErrorBody.safeParse(body);
  return parsed.success ? parsed.data : {};
}

/** A server's text, fit to be shown: one line, bounded. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
