import { z } from "zod";
import { MediaError, UserError, unreachable } from "../../errors.ts";
import type { Params, Said } from "../../said.ts";

/** What a child is told, once, when it starts. */
export const Order = z.object({
  module: z.url({ protocol: /^file$/ }),
  input: z.unknown().optional(),
  ffmpegPath: z.string().optional(),
});
export type Order = z.infer<typeof Order>;

const Param: z.ZodType<Params[string]> = z.lazy(() =>
  z.union([z.string(), z.number(), Saying, z.array(z.union([z.string(), z.number(), Saying]))]),
);
const Saying: z.ZodType<Said> = z.object({
  sentence: z.string(),
  params: z.record(z.string(), Param).optional(),
});

/** An error that crosses from the child to its parent. `bug` is any that is not one of ours. */
const Thrown = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("user"), sentence: z.string(), params: z.record(z.string(), Param) }),
  z.object({
    kind: z.literal("media"),
    message: z.string(),
    failure: z.enum([
      "broken",
      "too-large",
      "cannot-fit",
      "stopped",
      "crashed",
      "unavailable",
      "disk-full",
    ]),
    /** What a codec said, for the log. */
    detail: z.string().optional(),
  }),
  z.object({ kind: z.literal("bug"), stack: z.string() }),
]);
type Thrown = z.infer<typeof Thrown>;

/** What a child says: how far it is, and at last what came out. */
export const Report = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("progress"), progress: z.number().min(0).max(1) }),
  z.object({ kind: z.literal("result"), result: z.unknown().optional() }),
  z.object({ kind: z.literal("thrown"), thrown: Thrown }),
]);
export type Report = z.infer<typeof Report>;

export function toThrown(error: unknown): Thrown {
  if (error instanceof UserError) {
    const { sentence, params } = error;
    return { kind: "user", sentence, params };
  }
  if (error instanceof MediaError) {
    const { message, failure, cause } = error;
    const detail = cause instanceof Error ? String(cause) : undefined;
    return { kind: "media", message, failure, detail };
  }
  if (isDiskFull(error))
    return { kind: "media", message: "The disk is full.", failure: "disk-full" };
  return { kind: "bug", stack: error instanceof Error ? String(error.stack) : String(error) };
}

export function fromThrown(thrown: Thrown): Error {
  switch (thrown.kind) {
    case "user":
      return new UserError(thrown.sentence, thrown.params);
    case "media":
      return new MediaError(thrown.failure, thrown.message, { cause: thrown.detail });
    case "bug":
      return new MediaError("crashed", "The media worker failed.", { cause: thrown.stack });
    default:
      return unreachable(thrown);
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOSPC";
}
