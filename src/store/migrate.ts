import type { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { UserError } from "../errors.ts";
import { migrations } from "./migrations.ts";
import type { Tables } from "./schema.ts";

/**
 * Brings the schema up to date; several processes may race, one migrates. Throws `UserError` when
 * the database was written by a newer Rushes, or lets us make no tables.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  await refuseNewer(db);
  const provider = { getMigrations: () => Promise.resolve(migrations) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error instanceof Error) throw isForbidden(error) ? noRights(error) : error;
}

/** PostgreSQL's word for what a role may not do. */
function isForbidden(error: Error): boolean {
  return "code" in error && error.code === "42501";
}

function noRights(cause: Error): UserError {
  return new UserError(
    `The database lets its role make no tables (${cause.message}). As its owner, say: GRANT CREATE, USAGE ON SCHEMA public TO that role.`,
    {},
    { cause },
  );
}

/** The newest change of the schema that this database has. */
export async function schemaOf(db: Kysely<Tables>): Promise<string> {
  const { name } = await db
    .withTables<Applied>()
    .selectFrom("kysely_migration")
    .select("name")
    .orderBy("name", "desc")
    .executeTakeFirstOrThrow();
  return name;
}

type Applied = { kysely_migration: { name: string } };

async function refuseNewer(db: Kysely<Tables>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === "kysely_migration")) return;
  const applied = await db
    .withTables<Applied>()
    .selectFrom("kysely_migration")
    .select("name")
    .execute();
  const newer = applied.find(({ name }) => !(name in migrations));
  if (!newer) return;
  throw new UserError(
    `This database was written by a newer Rushes (it knows "${newer.name}"). Start that version, or restore a backup.`,
  );
}
