import type { types } from "@slack/bolt";
import { cut } from "./escape.ts";

// The parts of Block Kit that we draw with. Words of people stand in plain text only, which Slack
// never reads as markup, as a ping or as a link.

export type Block = types.KnownBlock;
export type PlainText = types.PlainTextElement;

const SECTION = 3_000;
const HEADER = 150;
const BUTTON = 75;

export function plainText(text: string, length: number): PlainText {
  return { type: "plain_text", text: cut(text, length), emoji: true };
}

export function section(text: string): Block {
  return { type: "section", text: { type: "plain_text", text: cut(text, SECTION), emoji: false } };
}

/** Our own words, in bold; too long ones in a section. */
export function header(text: string): Block {
  return text.length > HEADER ? section(text) : { type: "header", text: plainText(text, HEADER) };
}

/** A small line of plain words. */
export function context(text: string): Block {
  return {
    type: "context",
    elements: [{ type: "plain_text", text: cut(text, SECTION), emoji: false }],
  };
}

/** A line of our own in Slack's markup: nothing of it may come from people. */
export function markup(text: string): Block {
  return { type: "section", text: { type: "mrkdwn", text } };
}

export interface DrawnButton {
  readonly id: string;
  readonly label: string;
  readonly style?: "primary" | "danger" | undefined;
  /** What is asked before it counts. */
  readonly confirm?: types.ConfirmationDialog | undefined;
  readonly url?: string;
}

export function actions(buttons: readonly DrawnButton[]): Block {
  return {
    type: "actions",
    elements: buttons.map(({ id, label, style, confirm, url }) => ({
      type: "button",
      action_id: id,
      text: plainText(label, BUTTON),
      ...(style ? { style } : {}),
      ...(confirm ? { confirm } : {}),
      ...(url === undefined ? {} : { url }),
    })),
  };
}
