import { readButtonId } from "../../../chat/button-id.ts";
import type { Mention } from "./message.ts";
import { firstButton, isHidden } from "./message.ts";

type Answered = Mention["referenced_message"];

/** The video of ours that a message answers: the first button under it names its job. */
export function videoAnswered(answered: Answered, us: string): string | undefined {
  if (answered?.author.id !== us || answered.attachments.length === 0) return undefined;
  return readButtonId(firstButton(answered.components) ?? "")?.job;
}

/** Whether a message answers another that Discord keeps from us: nobody knows what is meant by it. */
export function isUnseen(answered: Answered, us: string): boolean {
  return answered != null && answered.author.id !== us && isHidden(answered);
}
