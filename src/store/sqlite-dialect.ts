import { setImmediate as nextRound } from "node:timers/promises";
import type Sqlite from "better-sqlite3";
import type { DatabaseConnection, Dialect } from "kysely";
import { SqliteDialect } from "kysely";

/** As many statements as are kept prepared; a running bot uses about a hundred. */
const MOST_PREPARED = 500;

interface DialectDeps {
  readonly file: Sqlite.Database;
  /** Brings what is committed safely to the disk. */
  readonly flush: () => Promise<void>;
}

/**
 * Kysely's dialect for one open file. The database works on our own thread, so each transaction, and
 * each statement outside of one, gets a round of the event loop of its own: however many wait in
 * line, timers and sockets are served between two of them. Nor does the thread wait for the disk:
 * whoever wrote is answered once `flush` is through, and nobody else gets the connection before.
 */
export function createSqliteDialect({ file, flush }: DialectDeps): Dialect {
  const statements = createStatements(file);
  const dialect = new SqliteDialect({ database: statements });
  const driver = dialect.createDriver();
  const acquire = driver.acquireConnection.bind(driver);
  const rollBack = driver.rollbackTransaction.bind(driver);
  let durable: DatabaseConnection | undefined;

  function flushing(connection: DatabaseConnection): DatabaseConnection {
    return {
      async executeQuery(query) {
        const result = await connection.executeQuery<never>(query);
        if (!file.inTransaction && statements.haveWritten()) await flush();
        return result;
      },
      streamQuery: connection.streamQuery.bind(connection),
    };
  }

  // Called once the line has moved up: nobody else holds the connection meanwhile.
  driver.acquireConnection = async (options) => {
    await nextRound();
    durable ??= flushing(await acquire(options));
    return durable;
  };
  // After a commit that failed nothing may be left to roll back: the failure is what counts.
  driver.rollbackTransaction = async (connection) => {
    if (file.inTransaction) await rollBack(connection);
  };
  dialect.createDriver = () => driver;
  return dialect;
}

/** Keeps statements prepared: that takes longer than most of them run. */
function createStatements(file: Sqlite.Database) {
  const prepared = new Map<string, Sqlite.Statement>();
  let written = false;

  function prepare(sql: string): Sqlite.Statement {
    const statement = prepared.get(sql) ?? file.prepare(sql);
    if (prepared.size >= MOST_PREPARED) prepared.clear();
    prepared.set(sql, statement);
    if (!statement.readonly) written = true;
    return statement;
  }

  return {
    prepare,
    close: () => void file.close(),
    /** Whether one of them has changed anything since this was last asked. */
    haveWritten(): boolean {
      const have = written;
      written = false;
      return have;
    },
  };
}
