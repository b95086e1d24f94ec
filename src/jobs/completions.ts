import { unreachable } from "../errors.ts";
import type { Guilds } from "../guilds/guilds.ts";
import type { Completion } from "../platforms/platform.ts";
import { jobsOfGuild } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import { wordsFor } from "../words.ts";
import { toRecord } from "./records.ts";
import { stateWord } from "./words/status-text.ts";

const LATEST = 25;
const LABEL_LENGTH = 80;

/** What people may put into options that complete: offered models, styles, their latest jobs. */
export function createCompletions({ store, guilds }: { store: Store; guilds: Guilds }) {
  return async function complete({ source, guild, locale }: Completion) {
    switch (source) {
      case "model":
        return (await guilds.catalogue(guild))
          .offered()
          .map(({ id, title }) => ({ value: id, label: title }));
      case "style":
        return (await guilds.styles.all(guild)).map(({ name, description }) => ({
          value: name,
          label: `${name}: ${wordsFor(locale)(description)}`,
        }));
      case "job": {
        const say = wordsFor(locale);
        const rows = await jobsOfGuild(store.db, { guild, limit: LATEST });
        return rows.map((row) => {
          const { job } = toRecord(row);
          const { sentence, params } = stateWord(job);
          const label = `${say(sentence, params)} · ${job.request.prompt}`.slice(0, LABEL_LENGTH);
          return { value: job.id, label };
        });
      }
      default:
        return unreachable(source);
    }
  };
}
