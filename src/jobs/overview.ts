import { said } from "../said.ts";
import type { Said } from "../said.ts";
import type { Quota } from "../quota/quota.ts";
import { jobsOfGuild } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import { isOpen } from "./job.ts";
import { toRecord } from "./records.ts";
import { stateWord } from "./words/status-text.ts";

const SHOWN = 20;
const PROMPT = 150;

/** How somebody's videos and their guild's budget stand, for a page of their own. */
export function createOverview({ store, quota }: { store: Store; quota: Quota }) {
  return async function overview(guild: string, person: string) {
    const rows = await jobsOfGuild(store.db, { guild, person, limit: SHOWN });
    const videos = rows.map((row) => {
      const { job } = toRecord(row);
      const prompt = job.request.prompt.slice(0, PROMPT);
      return { id: job.id, prompt, state: stateWord(job), isOpen: isOpen(job) };
    });
    const { budget, left, renewsAt } = await quota.account(guild);
    const words: Said = said(
      "{{left, money}} of {{budget, money}} is left. It renews on {{renewsAt, day}}.",
      {
        left: Math.max(0, left),
        budget,
        renewsAt,
      },
    );
    return { videos, budget: { share: budget > 0 ? 1 - Math.max(0, left) / budget : 0, words } };
  };
}
