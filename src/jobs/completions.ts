import { unreachable } from "../errors.ts";
import type { Guilds } from "../guilds/guilds.ts";
import type { Completion } from "../platforms/platform.ts";
import { jobsOfGuild } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import type { Words } from "../words.ts";
import { wordsFor } from "../words.ts";
import type { Job } from "./job.ts";
import { STOPPABLE } from "./job.ts";
import { toRecord } from "./records.ts";
import { shortened } from "./words/shortened.ts";
import { stateWord } from "./words/status-text.ts";

const LATEST = 25;
const MOST_OPEN = 200;
const LABEL_LENGTH = 80;

/** What people may put into options that complete: offered models, styles, their latest jobs. */
export function createCompletions({ store, guilds }: { store: Store; guilds: Guilds }) {
  /** What can be stopped and is not being stopped: one's own first, the others are for admins. */
  async function stoppable({ guild, person }: Completion): Promise<Job[]> {
    const rows = await jobsOfGuild(store.db, { guild, states: STOPPABLE, limit: MOST_OPEN });
    const jobs = rows.filter((row) => row.cancel_wish === null).map((row) => toRecord(row).job);
    const isOwn = (job: Job) => job.person.id === person;
    return [...jobs.filter(isOwn), ...jobs.filter((job) => !isOwn(job))];
  }

  return async function complete(completion: Completion) {
    const { source, guild, locale } = completion;
    const say = wordsFor(locale);
    switch (source) {
      case "model":
        return (await guilds.catalogue(guild))
          .offered()
          .map(({ id, title }) => ({ value: id, label: title }));
      case "style":
        return (await guilds.styles.all(guild)).map(({ name, description }) => ({
          value: name,
          label: `${name}: ${say(description)}`,
        }));
      case "job": {
        const rows = await jobsOfGuild(store.db, { guild, limit: LATEST });
        return rows.map((row) => choiceOf(toRecord(row).job, say));
      }
      case "open-job":
        return (await stoppable(completion)).map((job) => choiceOf(job, say));
      default:
        return unreachable(source);
    }
  };
}

function choiceOf(job: Job, say: Words) {
  const { sentence, params } = stateWord(job);
  const label = shortened(`${say(sentence, params)} · ${job.request.prompt}`, LABEL_LENGTH);
  return { value: job.id, label };
}
