import type { types } from "@slack/bolt";
import { wordsFor } from "../../../words.ts";
import { buttonId } from "../../chat/button-id.ts";
import type { Button, Message, Tone } from "../../platform.ts";
import type { Block } from "./blocks.ts";
import { actions, context, header, markup, plainText, section } from "./blocks.ts";
import { cut, plain } from "./escape.ts";

const QUOTE = 1_500;
const TEXT = 2_500;
const FIELDS = 2_900;
/** Beside blocks: what notifications and screen readers say. `chat.update` takes 4000. */
const FALLBACK = 3_000;
const BUTTONS_IN_ROW = 5;
const BAR = 16;
const PLAN_TITLE = 150;

const SIGNS: Readonly<Record<Tone, string>> = {
  neutral: "",
  working: "⏳ ",
  good: "✅ ",
  warning: "⚠️ ",
  bad: "❌ ",
};
const TASKS = { working: "in_progress", warning: "pending" } as const;
/** What these do may cost money, and begins at once: Slack asks once more. */
const COSTLY = ["run", "cheaper", "again", "film", "scene-film", "render"];

/**
 * `plan`: work in progress is a plan with a task, where clients show that; `plain`: blocks that all
 * of them know; `text`: words alone.
 */
export type Look = "plan" | "plain" | "text";

/** What stands in a message, apart from its files. */
export interface Drawn {
  readonly text: string;
  readonly blocks?: Block[];
}

/** Draws a message with Block Kit. `more` are buttons that stand below its own. */
export function draw(message: Message, look: Look, more: readonly Button[] = []): Drawn {
  const text = fallbackOf(message);
  if (look === "text") return { text };
  return { text, blocks: [...textsOf(message, look), ...rowsOf(message, more)] };
}

/** The words that go with a video: Slack puts them above its file. */
export function commentOf({ mention, text }: Message): string {
  return [mention && `<@${userOf(mention)}>`, plain(cut(text, TEXT))].filter(Boolean).join(" ");
}

/** What begins a thread for somebody: what was asked for, and by whom. */
export function drawRoot(title: string, user: string): Drawn {
  const by = `<@${user}>`;
  return { text: `🎬 ${plain(title)}`, blocks: [section(`🎬 ${title}`), markup(by)] };
}

function fallbackOf(message: Message): string {
  const { tone, text, fields = [], kind } = message;
  const facts = kind === "card" ? [] : fields.map(({ name, value }) => `${name}: ${value}`);
  return cut(plain([`${SIGNS[tone]}${text}`, ...facts].join("\n")), FALLBACK);
}

function textsOf(message: Message, look: Look): Block[] {
  const { quote, mention, since, fields = [], locale = "en" } = message;
  return [
    ...(quote?.trim() ? [section(`“${cut(quote.trim(), QUOTE)}”`)] : []),
    ...(mention === undefined ? [] : [markup(`<@${userOf(mention)}>`)]),
    ...statusOf(message, look),
    ...(fields.length > 0 ? [fieldsOf(message)] : []),
    ...(since === undefined ? [] : [markup(beganAt(since, locale))]),
  ];
}

function statusOf(message: Message, look: Look): Block[] {
  const { kind, tone, text, progress, locale = "en" } = message;
  const say = wordsFor(locale);
  const words = cut(text, TEXT);
  const isAtWork = tone === "working" || tone === "warning";
  if (kind === "card" && look === "plan" && isAtWork) {
    const title = cut(words, PLAN_TITLE);
    const task = progress === undefined ? say("Your video") : bar(progress);
    return [
      {
        type: "plan",
        title,
        tasks: [{ type: "task_card", task_id: "video", title: task, status: TASKS[tone] }],
      },
      ...(title === words ? [] : [section(words)]),
    ];
  }
  const said = `${SIGNS[tone]}${words}`;
  return [
    kind === "card" ? header(said) : section(said),
    ...(progress === undefined ? [] : [context(bar(progress))]),
  ];
}

/** A card's facts on one line, a list's one under the other. */
function fieldsOf({ kind, fields = [] }: Message): Block {
  if (kind !== "card") {
    const lines = fields.map(({ name, value }) => `${name}: ${value}`);
    return section(cut(lines.join("\n"), FIELDS));
  }
  const facts = fields.map(({ name, value }) => `${name} ${value}`);
  return context(cut(facts.join(" · ").replaceAll("\n", " "), FIELDS));
}

function bar(progress: number): string {
  const full = Math.round(Math.min(1, Math.max(0, progress)) * BAR);
  return "▰".repeat(full) + "▱".repeat(BAR - full);
}

/** The reader's own clock; Slack does not count it on. */
function beganAt(since: number, locale: string): string {
  const at = Math.floor(since / 1_000);
  const elsewhere = new Date(since).toISOString().slice(11, 16);
  return wordsFor(locale)("Began at {{time}}", { time: `<!date^${at}^{time}|${elsewhere} UTC>` });
}

function rowsOf(message: Message, more: readonly Button[]): Block[] {
  const { buttons = [], link } = message;
  const all = [
    ...(link ? [{ id: "link", label: link.label, url: link.url }] : []),
    ...[...buttons, ...more].map((button) => drawButton(button, message.locale)),
  ];
  const rows = Math.ceil(all.length / BUTTONS_IN_ROW);
  return Array.from({ length: rows }, (_, row) =>
    actions(all.slice(row * BUTTONS_IN_ROW, (row + 1) * BUTTONS_IN_ROW)),
  );
}

function drawButton({ action, job, label, look }: Button, locale = "en") {
  return {
    id: buttonId(action, job),
    label,
    style: look === "secondary" ? undefined : look,
    confirm: COSTLY.includes(action) ? confirmOf(label, locale) : undefined,
  };
}

function confirmOf(label: string, locale: string): types.ConfirmationDialog {
  const say = wordsFor(locale);
  return {
    title: plainText(say("Make this video?"), 100),
    text: plainText(say("It may be charged to this workspace's budget."), 300),
    confirm: plainText(label, 30),
    deny: plainText(say("Not now"), 30),
  };
}

function userOf(person: string): string {
  return person.split(":").at(-1) ?? person;
}
