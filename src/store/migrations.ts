import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Every change of the schema, in order; never edited once released. The same on both databases. */
export const migrations: Record<string, Migration> = {
  "0001-foundations": { up: foundations },
  "0002-kin": { up: kin },
  "0003-open-jobs": { up: openJobs },
};

async function foundations(db: Kysely<unknown>): Promise<void> {
  await jobs(db);
  await money(db);
  await db.schema
    .createTable("durations")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("model", "text", (c) => c.notNull())
    .addColumn("ms", "bigint", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("durations_model").on("durations").columns(["model", "at"]).execute();
  await db.schema
    .createTable("due")
    .addColumn("job", "text", (c) => c.primaryKey())
    .addColumn("guild", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("due_at").on("due").column("at").execute();
  await db.schema
    .createTable("kv")
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("value", "text", (c) => c.notNull())
    .addColumn("expires_at", "bigint")
    .execute();
  await playground(db);
}

async function jobs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("jobs")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("guild", "text", (c) => c.notNull())
    .addColumn("person", "text", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("invocation", "text", (c) => c.notNull().unique())
    .addColumn("submit_key", "text", (c) => c.unique())
    .addColumn("operation", "text", (c) => c.unique())
    .addColumn("data", "text", (c) => c.notNull())
    .addColumn("revision", "integer", (c) => c.notNull())
    .addColumn("cancel_wish", "text")
    .addColumn("quote", "bigint", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("updated_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("jobs_guild")
    .on("jobs")
    .columns(["guild", "created_at", "id"])
    .execute();
  await db.schema.createIndex("jobs_person").on("jobs").columns(["person", "created_at"]).execute();
  await db.schema.createIndex("jobs_state").on("jobs").column("state").execute();
}

async function money(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("ledger")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("guild", "text", (c) => c.notNull())
    .addColumn("person", "text")
    .addColumn("job", "text")
    .addColumn("kind", "text", (c) =>
      c.notNull().check(sql`kind in ('grant', 'reserve', 'settle', 'release', 'adjust')`),
    )
    .addColumn("amount", "bigint", (c) => c.notNull())
    .addColumn("period", "text", (c) => c.notNull())
    .addColumn("global_period", "text", (c) => c.notNull())
    .addColumn("actor", "text")
    .addColumn("note", "text")
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("ledger_guild").on("ledger").columns(["guild", "at", "id"]).execute();
  await db.schema
    .createIndex("ledger_once_per_job")
    .unique()
    .on("ledger")
    .columns(["job", "kind"])
    .where(sql.ref("kind"), "in", sql`('reserve', 'settle', 'release')`)
    .execute();
  await db.schema
    .createTable("accounts")
    .addColumn("scope", "text", (c) => c.notNull())
    .addColumn("period", "text", (c) => c.notNull())
    .addColumn("used", "bigint", (c) => c.notNull().check(sql`used >= 0`))
    .addColumn("reserved", "bigint", (c) => c.notNull().check(sql`reserved >= 0`))
    .addColumn("bound", "bigint")
    .addPrimaryKeyConstraint("accounts_key", ["scope", "period"])
    .execute();
}

async function playground(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("local_threads")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("title", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("local_messages")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("thread", "text", (c) => c.notNull())
    .addColumn("key", "text", (c) => c.notNull().unique())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("clip", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("updated_at", "bigint", (c) => c.notNull())
    .addColumn("removed_at", "bigint")
    .execute();
  await db.schema
    .createIndex("local_messages_thread")
    .on("local_messages")
    .columns(["thread", "created_at"])
    .execute();
  await db.schema
    .createIndex("local_messages_updated")
    .on("local_messages")
    .column("updated_at")
    .execute();
}

/** How jobs hang together: parts of a film, takes of a comparison, branches of a family tree. */
async function kin(db: Kysely<unknown>): Promise<void> {
  for (const column of ["parent", "origin"]) {
    await db.schema.alterTable("jobs").addColumn(column, "text").execute();
    await db.schema.createIndex(`jobs_${column}`).on("jobs").column(column).execute();
  }
}

/** Limits count what is open in a guild, however much it has filmed before. */
async function openJobs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex("jobs_open")
    .on("jobs")
    .columns(["guild", "state", "person", "parent"])
    .execute();
}
