import { actorsIn } from "./blocks.ts";
import type { Block, FakeMessage, FakeView } from "./world.ts";

export interface Shown {
  readonly actionId: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly url: string | undefined;
  readonly style: string | undefined;
  readonly confirm: Record<string, unknown> | undefined;
  readonly type: string;
}

type Readable = FakeMessage | FakeView | undefined;

const blocksOf = (what: Readable): readonly Block[] =>
  what === undefined ? [] : "state" in what ? what.state.blocks : what.blocks;

/** All that a message or a view says to people, line by line, without its markup. */
export function wordsOf(what: Readable): string {
  const blocks = blocksOf(what);
  // Beside blocks, the text is for notifications.
  const text = what !== undefined && "text" in what && blocks.length === 0 ? [what.text] : [];
  const title = what !== undefined && "state" in what ? textsIn(what.state["title"]) : [];
  return [...text, ...title, ...blocks.flatMap(textsIn)]
    .join("\n")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** What can be pressed or chosen in it. */
export function buttonsOf(what: Readable): Shown[] {
  return actorsIn(blocksOf(what)).map(({ part }) => {
    const {
      text,
      value,
      url,
      style,
      confirm,
      type,
      action_id: actionId,
    } = part as Block &
      Record<string, string | undefined> & { action_id: string; confirm?: Record<string, unknown> };
    const label = textsIn(text).join("");
    return { actionId, label, value, url, style, confirm, type };
  });
}

/** The labels of its buttons. */
export function labelsOf(what: Readable): string[] {
  return buttonsOf(what)
    .filter(({ type }) => type === "button")
    .map(({ label }) => label);
}

/** Every text in a part, in the order in which it is read. */
function textsIn(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  if (Array.isArray(part)) return part.flatMap(textsIn);
  const { type, text, title } = part as Record<string, unknown>;
  if (type === "button") return [];
  const isTitled = typeof title === "string" && (type === "plan" || type === "task_card");
  const own = typeof text === "string" ? [text] : isTitled ? [title] : [];
  const inner = ["title", "label", "text", "fields", "tasks", "details", "elements", "element"];
  const rest = inner.flatMap((name) => textsIn((part as Record<string, unknown>)[name]));
  const hint = textsIn((part as Record<string, unknown>)["hint"]);
  return [...own, ...rest, ...hint];
}
