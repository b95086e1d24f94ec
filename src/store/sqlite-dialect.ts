import { setImmediate as nextRound } from "node:timers/promises";
import type Sqlite from "better-sqlite3";
import type { Dialect } from "kysely";
import { SqliteDialect } from "kysely";

/**
 * Kysely's dialect for one open file. The database works on our own thread and waits for the disk
 * there, so each transaction, and each statement outside of one, gets a round of the event loop of
 * its own: however many wait in line, timers and sockets are served between two of them.
 */
export function createSqliteDialect(file: Sqlite.Database): Dialect {
  const dialect = new SqliteDialect({ database: file });
  const driver = dialect.createDriver();
  const acquire = driver.acquireConnection.bind(driver);
  // Called once the line has moved up: nobody else holds the connection meanwhile.
  driver.acquireConnection = async (options) => {
    await nextRound();
    return acquire(options);
  };
  dialect.createDriver = () => driver;
  return dialect;
}
