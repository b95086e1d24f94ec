import { ButtonStyle, ComponentType, MessageFlags } from "discord.js";
import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInContainer,
  APIComponentInMessageActionRow,
  APIMessageTopLevelComponent,
} from "discord.js";
import { wordsFor } from "../../../words.ts";
import { buttonId } from "../../chat/button-id.ts";
import type { Button, Message, Tone } from "../../platform.ts";
import { cut, plain, quoted } from "./escape.ts";
import type { SentFile } from "./multipart.ts";

/** What Discord takes of all texts of a message together. */
const ALL_LENGTH = 4_000;
const QUOTE_LENGTH = 1_000;
const TEXT_LENGTH = 1_200;
const FIELDS_LENGTH = 1_500;
/** Room for the words that say how much of a list is not shown. */
const REST_LENGTH = 100;
const BUTTONS_IN_ROW = 5;
const BAR_LENGTH = 16;

const COLOURS: Readonly<Record<Tone, number>> = {
  neutral: 0x80848e,
  working: 0x5865f2,
  good: 0x23a55a,
  warning: 0xf0b232,
  bad: 0xf23f43,
};
const STYLES = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
} as const;

/** A video in a message, by the name of its uploaded file. */
export interface DrawnClip {
  readonly fileName: string;
  readonly alt: string;
  readonly isSpoiler?: boolean | undefined;
}

/** What stands in a message, apart from its files. */
export interface Drawn {
  readonly flags: number;
  readonly components: APIMessageTopLevelComponent[];
  readonly allowed_mentions: { readonly parse: []; readonly users: string[] };
}

/** Writes the names of commands in our own words, which are plain already. */
export type Naming = (text: string) => string;

/** Draws a message with Components V2: a card in a frame, anything else plainly. */
export function draw(message: Message, named: Naming, clip?: DrawnClip): Drawn {
  const shown = clip ?? (message.picture && attachedTo(message));
  const parts = [
    ...textsOf(message, named),
    ...(shown ? [gallery(shown)] : []),
    ...(message.file ? [download(message.file)] : []),
    ...rowsOf(message),
  ];
  const isFramed = message.kind === "card" || message.tone === "bad";
  const frame: APIMessageTopLevelComponent = {
    type: ComponentType.Container,
    accent_color: COLOURS[message.tone],
    components: parts,
  };
  const pinged = message.mention === undefined ? [] : [userOf(message.mention)];
  return {
    flags: MessageFlags.IsComponentsV2,
    components: isFramed ? [frame] : parts,
    allowed_mentions: { parse: [], users: pinged },
  };
}

/** The file that goes up with a message: its picture, or what it gives to keep. */
export function attachedTo({ picture, file }: Message): SentFile | undefined {
  if (picture) return { ...picture, fileName: "picture.png" };
  return file && { ...file, alt: file.fileName };
}

/** One line with a button that leads elsewhere. */
export function drawLink(
  message: Message,
  named: Naming,
  { label, url }: { label: string; url: string },
): Drawn {
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [text(named(cut(plain(message.text), TEXT_LENGTH))), linkRow(label, url)],
    allowed_mentions: { parse: [], users: [] },
  };
}

function linkRow(
  label: string,
  url: string,
): APIActionRowComponent<APIComponentInMessageActionRow> {
  return {
    type: ComponentType.ActionRow,
    components: [{ type: ComponentType.Button, style: ButtonStyle.Link, label, url }],
  };
}

function textsOf(message: Message, named: Naming): APIComponentInContainer[] {
  const { quote, mention, progress, since, fields = [], locale = "en" } = message;
  const words = named(cut(plain(message.text), TEXT_LENGTH));
  const above = [
    quote?.trim() ? quoted(quote, QUOTE_LENGTH) : "",
    [mention && `<@${userOf(mention)}>`, message.kind === "card" ? `**${words}**` : words]
      .filter(Boolean)
      .join(" "),
    progress === undefined ? "" : bar(progress),
  ];
  const began = since === undefined ? "" : `-# ${beganText(since, locale)}`;
  const room = ALL_LENGTH - [...above, began].join("").length;
  const facts = fields.length > 0 ? fieldsText(message, named, room) : "";
  return [...above, facts, began].filter((line) => line.trim() !== "").map((line) => text(line));
}

/** Discord says the time in the language of whoever reads it, and lets it run. */
function beganText(since: number, locale: string): string {
  return wordsFor(locale)("Began {{when}}", { when: `<t:${Math.floor(since / 1_000)}:R>` });
}

/** A card's facts on one line, a list's one under the other. */
function fieldsText({ kind, fields = [], locale }: Message, named: Naming, room: number): string {
  if (kind === "card") {
    const facts = fields.map(({ name, value }) => `${plain(name)} ${plain(value)}`);
    return `-# ${cut(facts.join(" · ").replaceAll("\n", " "), FIELDS_LENGTH)}`;
  }
  const lines = fields.map(({ name, value }) =>
    cut(`**${named(plain(name))}** ${plain(value)}`, FIELDS_LENGTH),
  );
  const shown = lines.slice(0, fitting(lines, room - REST_LENGTH));
  const hidden = lines.length - shown.length;
  const rest =
    hidden > 0 ? [`-# ${wordsFor(locale ?? "en")("… and {{hidden}} more", { hidden })}`] : [];
  return [...shown, ...rest].join("\n");
}

/** How many lines fit. */
function fitting(lines: readonly string[], room: number): number {
  let left = room;
  const overfull = lines.findIndex((line) => (left -= line.length + 1) < 0);
  return overfull < 0 ? lines.length : overfull;
}

function bar(progress: number): string {
  const full = Math.round(Math.min(1, Math.max(0, progress)) * BAR_LENGTH);
  return "▰".repeat(full) + "▱".repeat(BAR_LENGTH - full);
}

function gallery({ fileName, alt, isSpoiler = false }: DrawnClip): APIComponentInContainer {
  const media = { url: `attachment://${fileName}` };
  return {
    type: ComponentType.MediaGallery,
    items: [{ media, description: cut(alt, 1_024), spoiler: isSpoiler }],
  };
}

function download({ fileName }: NonNullable<Message["file"]>): APIComponentInContainer {
  return { type: ComponentType.File, file: { url: `attachment://${fileName}` } };
}

function rowsOf(message: Message): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  const { buttons = [], link } = message;
  if (link) return [linkRow(link.label, link.url), ...rowsOf({ ...message, link: undefined })];
  const rows = Math.ceil(buttons.length / BUTTONS_IN_ROW);
  return Array.from({ length: rows }, (_, row) => ({
    type: ComponentType.ActionRow,
    components: buttons
      .slice(row * BUTTONS_IN_ROW, (row + 1) * BUTTONS_IN_ROW)
      .map((button) => drawButton(button)),
  }));
}

function drawButton({ action, job, label, look }: Button): APIButtonComponent {
  return {
    type: ComponentType.Button,
    style: STYLES[look],
    label: cut(label, 80),
    custom_id: buttonId(action, job),
  };
}

function text(content: string): Extract<APIComponentInContainer, { content: string }> {
  return { type: ComponentType.TextDisplay, content };
}

function userOf(person: string): string {
  return person.replace(/^discord:/, "");
}
