import { z } from "zod";
import type { Api } from "../api.ts";
import { codeOf } from "../failures.ts";
import type { Team } from "../refs.ts";

/** Slack shows an uploaded file some time after it says so: when to look for it, in ms. */
const LOOKS = [0, 300, 700, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000];

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

  async function wait({ team, channel, file }: Wanted): Promise<string | undefined> {
    for (const before of LOOKS) {
      if (before > 0) await pause(before);
      const found = (await info(team, file))?.shares;
      const [share] = [found?.public, found?.private].flatMap((shares) => shares?.[channel] ?? []);
      if (share) return share.ts;
    }
    return undefined;
  }

  return {
    isKnown: async (team: Team, file: string) => (await info(team, file)) !== undefined,

    permalink: async (team: Team, file: string) => (await info(team, file))?.permalink ?? "",

    /** Waits until a file is seen in its channel, for a minute; answers the message that shows it. */
    wait,
  };
}
export type Shares = ReturnType<typeof createShares>;
