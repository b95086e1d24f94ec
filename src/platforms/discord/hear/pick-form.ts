import { ComponentType, InteractionResponseType, MessageFlags } from "discord.js";
import { wordsFor } from "../../../words.ts";
import { buttonId } from "../../chat/button-id.ts";
import type { Front } from "../../platform.ts";
import type { Api } from "../line/api.ts";
import { draw } from "../show/draw.ts";
import { cut } from "../show/escape.ts";
import type { AttachmentShape, Interaction, MenuUse } from "./arriving.ts";
import { picturesIn } from "./attachments.ts";
import { callback } from "./callback.ts";
import { labelled, promptField } from "./form-fields.ts";
import { authorOf } from "./person.ts";
import type { Picks } from "./picks.ts";
import { pickId } from "./picks.ts";

const MOST_PICTURES = 10;

/**
 * Answers a use of a message's menu with a form that asks for the prompt, and for which picture when
 * there are several. What was picked is kept under the form's id.
 */
export async function showPickForm(
  interaction: Interaction,
  { name, target_id: target, resolved }: MenuUse,
  { api, front, picks }: { api: Api; front: Front; picks: Picks },
): Promise<void> {
  const { id, locale } = interaction;
  const command = front.commands.find(({ menu }) => menu === name);
  const message = resolved.messages[target];
  const pictures = picturesIn(message?.attachments ?? []).slice(0, MOST_PICTURES);
  if (!command || !message || pictures.length === 0) {
    await api.call(callback(interaction, nothingThere(locale)));
    return;
  }
  const pick = pickId(id);
  const data = formOf(buttonId(command.name, pick), name, pictures, locale);
  const form = callback(interaction, { type: InteractionResponseType.Modal, data });
  const kept = picks.keep(pick, { author: authorOf(message), pictures });
  await Promise.all([api.call(form), kept]);
}

function nothingThere(locale: string) {
  const say = wordsFor(locale);
  const text = say("There is no picture in that message. A link to one is not enough.");
  const drawn = draw({ kind: "text", tone: "bad", text }, (words) => words);
  const data = { ...drawn, flags: drawn.flags | MessageFlags.Ephemeral };
  return { type: InteractionResponseType.ChannelMessageWithSource, data };
}

function formOf(form: string, title: string, pictures: readonly AttachmentShape[], locale: string) {
  const say = wordsFor(locale);
  const choices = pictures.map(({ filename }, index) => ({
    label: cut(`${index + 1}: ${filename}`, 100),
    value: String(index),
    default: index === 0,
  }));
  const which = {
    type: ComponentType.StringSelect,
    custom_id: "picture",
    options: choices,
    required: true,
  };
  const prompt = labelled(say("Prompt"), say("What happens in the video"), promptField());
  const choice = labelled(say("Picture"), say("The picture that begins to move"), which);
  return {
    custom_id: form,
    title: cut(title, 45),
    components: pictures.length > 1 ? [prompt, choice] : [prompt],
  };
}
