import { ApplicationCommandOptionType, ComponentType } from "discord.js";
import type { InteractionType } from "discord.js";
import { readButtonId } from "../../chat/button-id.ts";
import type { Ask } from "../../platform.ts";
import type { ArrivingOf, AttachmentShape, CommandData } from "./arriving.ts";

const FILE: number = ApplicationCommandOptionType.Attachment;
const UPLOAD: number = ComponentType.FileUpload;
/** Of a button that is not ours any more. */
const OLD = { action: "old", job: "" };

interface Read {
  readonly ask: Ask;
  /** Attached files by the name of their option. */
  readonly files: Readonly<Record<string, AttachmentShape>>;
}

/** A typed command: its options by name, and its files beside them. */
export function askOfOptions(data: CommandData): Read {
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

/** A button that was pressed. */
export function askOfButton(id: string): Extract<Ask, { kind: "action" }> {
  const { action, job } = readButtonId(id) ?? OLD;
  return { kind: "action", name: action, job, options: {} };
}

/** A form that was sent off: its fields are the options of the action in its id. */
export function askOfForm(data: ArrivingOf<InteractionType.ModalSubmit>["data"]) {
  const ask = askOfButton(data.custom_id);
  const files: Record<string, AttachmentShape> = {};
  const options: Record<string, unknown> = {};
  for (const { component } of data.components) {
    if (!component) continue;
    const { custom_id: name, value, values: [chosen] = [] } = component;
    const file = chosen === undefined ? undefined : data.resolved.attachments[chosen];
    const said = component.type === UPLOAD ? undefined : (value ?? chosen);
    if (file) files[name] = file;
    else if (said !== undefined) options[name] = said;
  }
  return { ask: { ...ask, options }, files };
}
