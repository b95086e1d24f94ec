import { z } from "zod";
import type { Api } from "../api.ts";
import { codeOf } from "../failures.ts";
import type { Team } from "../refs.ts";

/** Slack shows an uploaded file some time after it says so: when to look for it, in ms. */
const LOOKS = [0, 300, 700, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000];
/** How many of them a file gets whose upload may never have been completed. */
const GLANCES = 5;

const Shares = z.record(z.string(), z.array(z.object({ ts: z.string() })));
const Info = z.object({
  file: z.object({
    permalink: z.string().optional(),
    shares: z.object({ public: Shares.optional(), private: Shares.optional() }).default({}),
  }),
});
type Info = z.infer<typeof Info>["file"];

interface Wanted {
  readonly team: Team;
  readonly channel: string;
  readonly file: string;
}

interface SharesDeps {
  readonly api: Api;
  pause(ms: number): Promise<void>;
}

/** Where uploaded files have come to be seen. */
export function createShares({ api, pause }: SharesDeps) {
  /** `undefined` for a file that was never completed, or is deleted. */
  async function info(team: Team, file: string): Promise<Info | undefined> {
    try {
      return Info.parse(await api.call(team, "files.info", { file })).file;
    } catch (error) {
      if (["file_not_found", "file_deleted"].includes(codeOf(error) ?? "")) return undefined;
      throw error;
    }
  }

  async function look(
    { team, channel, file }: Wanted,
    waits: readonly number[],
  ): Promise<string | undefined> {
    for (const wait of waits) {
      if (wait > 0) await pause(wait);
      const found = (await info(team, file))?.shares;
      const [share] = [found?.public, found?.private].flatMap((shares) => shares?.[channel] ?? []);
      if (share) return share.ts;
    }
    return undefined;
  }

  return {
    isKnown: async (team: Team, file: string) => (await info(team, file)) !== undefined,

    permalink: async (team: Team, file: string) => (await info(team, file))?.permalink ?? "",

    /** The message that shows a file, if it is there by now; some seconds are spent on it. */
    glance: (wanted: Wanted) => look(wanted, LOOKS.slice(0, GLANCES)),

    /** Waits until a file is seen in its channel, for a minute; answers the message that shows it. */
    wait: (wanted: Wanted) => look(wanted, LOOKS),
  };
}
