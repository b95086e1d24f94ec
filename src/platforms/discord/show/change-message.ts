import { Routes } from "discord.js";
import { codeOf } from "../failures.ts";
import type { Api } from "../line/api.ts";
import type { MessageRef } from "../refs.ts";

const ARCHIVED = 50083;

/** Changes a message of ours; a thread that has gone to sleep over it is woken. */
export async function changeMessage(
  api: Api,
  { channel, message }: MessageRef,
  body: object,
): Promise<void> {
  const route = Routes.channelMessage(channel, message);
  const change = () => api.call({ method: "PATCH", route, body });
  try {
    await change();
  } catch (error) {
    if (codeOf(error) !== ARCHIVED) throw error;
    const thread = Routes.channel(channel);
    await api.call({ method: "PATCH", route: thread, body: { archived: false } });
    await change();
  }
}
