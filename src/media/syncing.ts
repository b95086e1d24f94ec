import type { FileHandle } from "node:fs/promises";

/** In bytes. */
const SYNCED_AT_ONCE = 4 * 2 ** 20;

/** One at a time: each occupies one of the few threads on which all files and names are looked up. */
let isSyncing = false;

/** Brings a file to the disk while it is still being written: at its end there is little to wait for. */
export function syncing(file: FileHandle) {
  let unsynced = 0;
  let syncs: Promise<unknown> = Promise.resolve();

  async function syncOn(): Promise<void> {
    unsynced = 0;
    isSyncing = true;
    try {
      await file.datasync();
    } finally {
      isSyncing = false;
    }
  }

  return {
    async appendFile(bytes: Uint8Array): Promise<void> {
      await file.appendFile(bytes);
      unsynced += bytes.length;
      if (isSyncing || unsynced < SYNCED_AT_ONCE) return;
      syncs = Promise.all([syncs, syncOn()]);
      syncs.catch(() => {});
    },
    /** Throws what a sync met: the disk tells it once, and would say nothing to the next. */
    synced: () => syncs,
  };
}
