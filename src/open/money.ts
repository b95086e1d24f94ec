import { join } from "node:path";
import type { Config } from "../config.ts";
import type { Folders } from "../folders.ts";
import { createLedgerFiles } from "../quota/ledger-file.ts";
import { createQuota } from "../quota/quota.ts";
import { GuildSettings } from "../quota/settings.ts";
import { createSpending } from "../quota/spending.ts";
import { createShelf } from "../store/shelf.ts";
import type { Store } from "../store/store.ts";

const { now } = Date;

/** What guilds may spend, and have spent. */
export function openMoney({ bounds }: Config, store: Store, folders: Pick<Folders, "incoming">) {
  const settings = createShelf(store, "guild", GuildSettings, now);
  const deps = { store, settings, bounds, now };
  const folder = join(folders.incoming, "ledgers");
  return {
    settings,
    quota: createQuota(deps),
    spending: createSpending(deps),
    ledgerFiles: createLedgerFiles({ ...deps, folder }),
  };
}
