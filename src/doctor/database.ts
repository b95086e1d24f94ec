import { existsSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import type { Config } from "../config.ts";
import { openForReading } from "../data/open.ts";
import { UserError } from "../errors.ts";
import { createLog } from "../log.ts";
import { schemaOf } from "../store/migrate.ts";
import { migrations } from "../store/migrations.ts";
import type { Store } from "../store/store.ts";
import { isAlive } from "../store/store.ts";
import type { Check, Finding } from "./finding.ts";
import { fine, wrong } from "./finding.ts";

/** Whether the database answers. It is only read, so a bot may work on it meanwhile. */
export function databaseCheck(config: Config): Check {
  return {
    name: "database",
    async run() {
      const { databaseUrl, dataDir } = config;
      const kind = databaseUrl === undefined ? `SQLite in ${dataDir}` : "PostgreSQL";
      if (databaseUrl === undefined && !existsSync(join(dataDir, "rushes.db"))) {
        return [fine(`${kind}: none yet, the first start makes it`)];
      }
      try {
        const store = await openForReading(config, createLog("silent"));
        try {
          return [await schemaFinding(store, databaseUrl === undefined, kind)];
        } finally {
          await store.close();
        }
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const [what, ...rest] = reason.split(/(?<=\.)\s/);
        if (error instanceof UserError && rest.length > 0) {
          return [wrong(what ?? reason, rest.join(" "))];
        }
        return [wrong(`${kind} cannot be read: ${reason}`, "restore a backup, or ask for help")];
      }
    },
  };
}

async function schemaFinding(store: Store, isEmbedded: boolean, kind: string): Promise<Finding> {
  const tables = await store.db.introspection.getTables();
  if (!tables.some(({ name }) => name === "jobs")) {
    if (!isEmbedded && !(await mayFill(store))) {
      return wrong(
        `${kind}: this role may not create tables and schemas in its database`,
        "make it the owner: ALTER DATABASE … OWNER TO …",
      );
    }
    return fine(`${kind}: empty, the first start fills it`);
  }
  await isAlive(store);
  const has = await schemaOf(store.db);
  const newest = Object.keys(migrations).toSorted().at(-1);
  if (!(has in migrations)) {
    return wrong(
      `${kind} was written by a newer Rushes`,
      "start that version, or restore a backup",
    );
  }
  return fine(has === newest ? kind : `${kind}: the next start brings it up to date`);
}

/** Our tables stand in the schema that is there, those of the queue in one of their own. */
async function mayFill({ db }: Store): Promise<boolean> {
  const { rows } = await sql<{ may: boolean | null }>`select
    has_schema_privilege(current_schema(), 'create')
    and has_database_privilege(current_database(), 'create') as may`.execute(db);
  return rows[0]?.may === true;
}
