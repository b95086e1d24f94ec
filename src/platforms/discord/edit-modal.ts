import { ComponentType, InteractionResponseType, Routes, TextInputStyle } from "discord.js";
import type { Front } from "../platform.ts";
import type { Api } from "./api.ts";
import { buttonId } from "../chat/button-id.ts";
import type { Interaction } from "./interaction.ts";

/** Discord waits 3 s for the form: a database that is slower than this leaves it empty. */
const READ_TIMEOUT = 1_000;
const LONGEST_TEXT = 4_000;

/** Answers a click with a form that holds the job's prompt, and room for another picture. */
export async function showEditForm(
  { id, token, guild_id: guild }: Interaction,
  { action, job }: { action: string; job: string },
  { api, front }: { api: Api; front: Front },
): Promise<void> {
  const prompt = await inTime(front.promptOf(`discord:${guild}`, job));
  const body = { type: InteractionResponseType.Modal, data: formOf(action, job, prompt) };
  const route = Routes.interactionCallback(id, token);
  await api.call({ method: "POST", route, body, isAnonymous: true, timeout: READ_TIMEOUT });
}

function formOf(action: string, job: string, prompt = "") {
  return {
    custom_id: buttonId(action, job),
    title: "Edit prompt",
    components: [
      label("Prompt", "What happens in the video", {
        type: ComponentType.TextInput,
        custom_id: "prompt",
        style: TextInputStyle.Paragraph,
        min_length: 1,
        max_length: LONGEST_TEXT,
        required: true,
        ...(prompt === "" ? {} : { value: prompt.slice(0, LONGEST_TEXT) }),
      }),
      label("Picture", "Another picture to begin with, if you like", {
        type: ComponentType.FileUpload,
        custom_id: "image",
        min_values: 0,
        max_values: 1,
        required: false,
      }),
    ],
  };
}

function label(name: string, description: string, component: object) {
  return { type: ComponentType.Label, label: name, description, component };
}

async function inTime(read: Promise<string | undefined>): Promise<string | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), READ_TIMEOUT);
  try {
    return await Promise.race([read, late.promise]);
  } catch {
    // The form is of use without it too; whatever is wrong will be said when it is sent off.
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
