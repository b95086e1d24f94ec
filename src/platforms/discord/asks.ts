import { ApplicationCommandOptionType } from "discord.js";
import type { InteractionType } from "discord.js";
import type { Ask } from "../platform.ts";
import { readButtonId } from "../chat/button-id.ts";
import type { ArrivingOf, AttachmentShape } from "./interaction.ts";

const FILE: number = ApplicationCommandOptionType.Attachment;

interface Read {
  readonly ask: Ask;
  /** Attached files by the name of their option. */
  readonly files: Readonly<Record<string, AttachmentShape>>;
}

/** A typed command: its options by name, and its files beside them. */
export function askOfOptions(data: ArrivingOf<InteractionType.ApplicationCommand>["data"]): Read {
  const files: Record<string, AttachmentShape> = {};
  const options: Record<string, unknown> = {};
  for (const { name, type, value } of data.options) {
    const isFile = type === FILE;
    const file = isFile ? data.resolved.attachments[String(value)] : undefined;
    if (file) files[name] = file;
    options[name] = file ? file.filename : value;
  }
  return { ask: { kind: "command", name: data.name, options }, files };
}

/** A form that was sent off: its fields are the options of the action in its id. */
export function askOfForm(data: ArrivingOf<InteractionType.ModalSubmit>["data"]): Read {
  const { action, job } = readButtonId(data.custom_id) ?? { action: "old", job: "" };
  const files: Record<string, AttachmentShape> = {};
  const options: Record<string, unknown> = {};
  for (const { component } of data.components) {
    if (!component) continue;
    const [chosen] = component.values ?? [];
    const file = chosen === undefined ? undefined : data.resolved.attachments[chosen];
    if (file) files[component.custom_id] = file;
    else if (component.value !== undefined) options[component.custom_id] = component.value;
  }
  return { ask: { kind: "action", name: action, job, options }, files };
}
