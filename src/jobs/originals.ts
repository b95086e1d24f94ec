import type { Clips } from "../media/clips.ts";
import type { Signer } from "../secret.ts";
import { jobById } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import { clipOf } from "./clip-of.ts";
import { toRecord } from "./records.ts";

const PURPOSE = "clip";
const HOLDS = 7 * 24 * 60 * 60_000; // ms

/** Links to clips as they were made. Whoever has such a link may watch, until it expires. */
export interface Originals {
  /** `undefined` when the world cannot reach us. */
  url(job: string): string | undefined;
  /** The file that a link leads to; `undefined` when it was not ours, or is over. */
  find(signed: string): Promise<{ path: string; name: string } | undefined>;
}

export function createOriginals(deps: {
  store: Store;
  clips: Clips;
  signer: Signer;
  publicUrl: string | undefined;
  now: () => number;
}): Originals {
  const { store, clips, signer, publicUrl, now } = deps;

  return {
    url(job) {
      if (publicUrl === undefined) return undefined;
      const claim = `${job}.${Math.floor(now() + HOLDS).toString(36)}`;
      const base = publicUrl.replace(/\/$/, "");
      return `${base}/clips/${claim}.${signer.sign(PURPOSE, claim)}`;
    },

    async find(signed) {
      const [job = "", expires = "", signature = ""] = signed.split(".");
      if (!signer.isSigned(PURPOSE, `${job}.${expires}`, signature)) return undefined;
      if (Number.parseInt(expires, 36) < now()) return undefined;
      const row = await jobById(store.db, job);
      const clip = row && clipOf(toRecord(row).job);
      return clip && { path: clips.pathOf(clip), name: `rushes-${job}.mp4` };
    },
  };
}
