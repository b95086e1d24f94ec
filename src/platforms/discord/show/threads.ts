import { Routes } from "discord.js";
import type { Logger } from "../../../log.ts";
import { codeOf } from "../failures.ts";
import type { Api } from "../line/api.ts";
import type { DiscordPlace, DiscordThread } from "../refs.ts";
import { answerIn } from "../refs.ts";
import { cut } from "./escape.ts";

const EXISTS_ALREADY = 160_004;
const LONGEST_NAME = 100;
const ARCHIVE_AFTER = 1_440; // minutes
/** Discord takes no such name: AutoMod, explicit words, a link that it knows as harmful. */
const NAME_REFUSED = [20009, 200_000, 200_001, 240_000];
const NEUTRAL_NAME = "A video";
/** No thread can be had there, now or at all: then the channel itself is where we report. */
const NO_THREADS = [10008, 50001, 50013, 50021, 50024, 160_006, 40067];

/**
 * Opens the thread of a job from our public answer, or from the message of whoever asked. Its id is
 * that message's id, so that opening it again finds it. Where there is no thread to be had, the job
 * reports in place.
 */
export async function openThread(
  place: DiscordPlace,
  title: string,
  { api, log }: { api: Api; log: Logger },
): Promise<DiscordThread> {
  const { guild, channel, answer, isTheirs, limit } = place;
  const here = { guild, channel, said: answerIn(place), limit };
  if (answer === undefined) return here;
  const thread = { guild, channel: answer, parent: channel, isTheirs, limit };
  const open = (name: string) =>
    api.call({
      method: "POST",
      route: Routes.threads(channel, answer),
      body: { name, auto_archive_duration: ARCHIVE_AFTER },
    });
  try {
    await open(nameOf(title)).catch((error: unknown) => {
      if (!NAME_REFUSED.includes(codeOf(error) ?? 0)) throw error;
      return open(NEUTRAL_NAME);
    });
    return thread;
  } catch (error) {
    const code = codeOf(error) ?? 0;
    if (code === EXISTS_ALREADY) return thread;
    if (!NO_THREADS.includes(code)) throw error;
    log.info({ guild: `discord:${guild}`, code }, "no thread could be opened; working in place");
    return here;
  }
}

function nameOf(title: string): string {
  const name = cut(title.trim(), LONGEST_NAME);
  return name === "" ? NEUTRAL_NAME : name;
}
