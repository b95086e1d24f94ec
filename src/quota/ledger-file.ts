import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { clearAway } from "../clear-away.ts";
import { newId } from "../ids.ts";
import { entriesNewestFirst } from "../store/ledger.ts";
import type { LedgerRow } from "../store/schema.ts";
import type { Shelf } from "../store/shelf.ts";
import type { Store } from "../store/store.ts";
import { csvLine } from "./csv.ts";
import { monthBefore } from "./days.ts";
import type { GuildSettings } from "./settings.ts";
import type { Bounds } from "./terms.ts";
import { createTerms } from "./terms.ts";

/** About 8 MB: every chat takes that. */
const MOST_ENTRIES = 50_000;
/** For how long a file is kept, in ms. */
const KEPT = 60 * 60_000;
const HEADER = ["entry", "at", "month", "kind", "amount_usd", "job", "person", "by"];

/** A guild's ledger as a CSV file, newest first: ids, sums and times, and nobody's words. */
export interface LedgerFile {
  /** It stays for an hour: whoever shows it takes a copy of it. */
  readonly path: string;
  readonly fileName: string;
  readonly entries: number;
  /** Older entries did not fit into it. */
  readonly isCut: boolean;
  /** The month that it is of, as `2026-11`; nothing where it is of all. */
  readonly month: string | undefined;
}

export interface LedgerFiles {
  /** Writes down a month's entries, or all. */
  write(guild: string, which: "this" | "last" | "all"): Promise<LedgerFile>;
}

export function createLedgerFiles(deps: {
  store: Store;
  settings: Shelf<GuildSettings>;
  bounds: Bounds;
  folder: string;
  now: () => number;
  mostEntries?: number;
}): LedgerFiles {
  const { store, settings, bounds, folder, now, mostEntries = MOST_ENTRIES } = deps;
  const termsOf = createTerms(settings, bounds, now);

  async function monthOf(guild: string, which: "this" | "last" | "all") {
    const { period } = await termsOf(guild);
    if (which === "all") return undefined;
    return which === "this" ? period : monthBefore(period);
  }

  return {
    async write(guild, which) {
      const month = await monthOf(guild, which);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await clearAway(folder, now() - KEPT);
      const path = join(folder, `${newId(now())}.csv`);
      const written = { entries: 0, isCut: false };

      async function* lines() {
        yield csvLine(HEADER);
        for await (const row of entriesNewestFirst(store.db, { guild, period: month })) {
          written.isCut = written.entries === mostEntries;
          if (written.isCut) return;
          written.entries += 1;
          yield lineOf(row);
        }
      }

      await pipeline(lines, createWriteStream(path, { mode: 0o600 }));
      return { path, fileName: `rushes-ledger-${month ?? "all"}.csv`, month, ...written };
    },
  };
}

function lineOf({ id, at, period, kind, amount, job, person, actor }: LedgerRow): string {
  const when = new Date(at).toISOString();
  const dollars = { number: (amount / 1_000_000).toFixed(6) };
  return csvLine([id, when, period, kind, dollars, job ?? "", person ?? "", actor ?? ""]);
}
