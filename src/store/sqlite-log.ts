import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";

/** The write-ahead log beside an embedded database: what is committed stands there first. */
export interface SqliteLog {
  /** Answers when all that was committed before is on the disk. Throws when the disk fails. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/**
 * SQLite itself would flush its log on the thread that commits, and a disk may take its time. Flushed
 * here it is the same file and the same promise, and the thread goes on with other work meanwhile.
 */
export function createSqliteLog(database: string): SqliteLog {
  let file: Promise<FileHandle> | undefined;
  return {
    async flush() {
      // It is there from the first commit on, and stays until the last connection is closed.
      file ??= open(`${database}-wal`, "r+");
      await (await file).datasync();
    },
    async close() {
      await (await file)?.close();
    },
  };
}
