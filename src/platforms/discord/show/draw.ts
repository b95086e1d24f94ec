import { ButtonStyle, ComponentType, MessageFlags } from "discord.js";
import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInContainer,
  APIComponentInMessageActionRow,
  APIMessageTopLevelComponent,
} from "discord.js";
import { buttonId } from "../../chat/button-id.ts";
import type { Button, Message, Tone } from "../../platform.ts";
import { cut } from "./escape.ts";
import type { SentFile } from "./multipart.ts";
import type { Naming } from "./texts.ts";
import { textsOf, userOf, wordsOf } from "./texts.ts";

const BUTTONS_IN_ROW = 5;

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

/** Draws a message with Components V2: a card in a frame, anything else plainly. */
export function draw(message: Message, named: Naming, clip?: DrawnClip): Drawn {
  const shown = clip ?? (message.picture && attachedTo(message));
  const parts = [
    ...textsOf(message, named).map((one) => text(one)),
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
    components: [text(wordsOf(message, named)), linkRow(label, url)],
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
