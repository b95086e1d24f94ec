import { everyPart } from "./messages.ts";
import type { FakeMessage } from "./world.ts";

/** All that a message says, without its markup. */
export function wordsOf(message: FakeMessage | undefined): string {
  const parts = everyPart((message?.components ?? []) as never);
  const texts = parts.flatMap((part) => (part["type"] === 10 ? [String(part["content"])] : []));
  return [message?.content, ...texts].filter(Boolean).join("\n").replaceAll("\\", "");
}

/** The labels of its buttons. */
export function labelsOf(message: FakeMessage | undefined): string[] {
  const parts = everyPart((message?.components ?? []) as never);
  return parts.flatMap((part) => (part["type"] === 2 ? [String(part["label"])] : []));
}
