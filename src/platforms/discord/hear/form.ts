import { ComponentType, InteractionResponseType } from "discord.js";
import type { Words } from "../../../words.ts";
import { wordsFor } from "../../../words.ts";
import { buttonId } from "../../chat/button-id.ts";
import type { Form, Front } from "../../platform.ts";
import type { Api } from "../line/api.ts";
import type { Interaction } from "./arriving.ts";
import { callback, FIRST_ANSWER_TIMEOUT } from "./callback.ts";
import { labelled, LONGEST_TEXT, promptField } from "./form-fields.ts";

/** Part of the time that Discord waits: a database that is slower than this leaves the form empty. */
const READ_TIMEOUT = 1_000;

/** Answers a click with a form, which may hold the job's prompt, with room for a picture where one counts. */
export async function showForm(
  interaction: Interaction,
  { action, job, form }: { action: string; job: string; form: Form },
  { api, front }: { api: Api; front: Front },
): Promise<void> {
  const { guild_id: guild, locale } = interaction;
  const isEmpty = form.holds === "nothing";
  const prompt = isEmpty ? "" : await inTime(front.promptOf(`discord:${guild}`, job));
  const body = {
    type: InteractionResponseType.Modal,
    data: drawn(form, buttonId(action, job), wordsFor(locale), prompt),
  };
  const timeout = FIRST_ANSWER_TIMEOUT - READ_TIMEOUT;
  await api.call({ ...callback(interaction, body), timeout });
}

function drawn(form: Form, id: string, words: Words, prompt = "") {
  return {
    custom_id: id,
    title: words(form.title),
    components: [
      labelled(words("Prompt"), labelOf(form, words, prompt), promptField(prompt)),
      ...(form.takesPicture ? [pictureField(form, words)] : []),
    ],
  };
}

function labelOf({ label }: Form, words: Words, prompt: string): string {
  if (prompt.length <= LONGEST_TEXT) return words(label);
  return words("It is longer than fits into this form: its end would be lost.");
}

function pictureField({ holds }: Form, words: Words) {
  const description =
    holds === "nothing"
      ? words("A picture to begin with, if you like")
      : words("Another picture to begin with, if you like");
  return labelled(words("Picture"), description, {
    type: ComponentType.FileUpload,
    custom_id: "image",
    min_values: 0,
    max_values: 1,
    required: false,
    file_types: ["image"],
  });
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
