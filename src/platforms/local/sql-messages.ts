import { sql } from "kysely";
import { newId } from "../../ids.ts";
import type { Database } from "../../store/store.ts";
import { Body, StoredClip } from "./messages.ts";
import type { LocalMessages, StoredMessage } from "./messages.ts";

interface Row {
  id: string;
  thread: string;
  body: string;
  clip: string | null;
  created_at: number;
  updated_at: number;
  removed_at: number | null;
}

const CHANGES_AT_ONCE = 500;

/** Keeps the playground's messages in the tables `local_threads` and `local_messages`. */
export function createSqlMessages(db: Database, now: () => number): LocalMessages {
  async function change(id: string, values: { body: string } | { removed_at: number }) {
    return db
      .updateTable("local_messages")
      .set({ ...values, updated_at: nextRevision(now()) })
      .where("id", "=", id)
      .where("removed_at", "is", null)
      .returningAll()
      .executeTakeFirst();
  }

  return {
    async openThread(id, title) {
      await db
        .insertInto("local_threads")
        .values({ id, title, created_at: now() })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .execute();
    },

    async title(thread) {
      const query = db.selectFrom("local_threads").select("title").where("id", "=", thread);
      return (await query.executeTakeFirst())?.title;
    },

    async add({ thread, key, body, clip }) {
      await db
        .insertInto("local_messages")
        .values({
          id: newId(now()),
          thread,
          key,
          kind: body.message.kind,
          body: JSON.stringify(body),
          clip: clip ? JSON.stringify(clip) : null,
          created_at: nextRevision(now()),
          updated_at: nextRevision(now()),
          removed_at: null,
        })
        .onConflict((conflict) => conflict.column("key").doNothing())
        .execute();
      const query = db.selectFrom("local_messages").selectAll().where("key", "=", key);
      return toMessage(await query.executeTakeFirstOrThrow());
    },

    async edit(id, next) {
      const query = db.selectFrom("local_messages").select("body").where("id", "=", id);
      const row = await query.executeTakeFirst();
      if (row) await change(id, { body: JSON.stringify(next(Body.parse(JSON.parse(row.body)))) });
    },

    async remove(id) {
      const row = await change(id, { removed_at: now() });
      return row && toMessage(row);
    },

    async inThread(thread, limit) {
      const rows = await db
        .selectFrom("local_messages")
        .selectAll()
        .where("thread", "=", thread)
        .where("removed_at", "is", null)
        .orderBy("created_at", "desc")
        .limit(limit)
        .execute();
      return rows.toReversed().map(toMessage);
    },

    async since(revision) {
      const rows = await db
        .selectFrom("local_messages")
        .selectAll()
        .where("updated_at", ">", revision)
        .orderBy("updated_at")
        .limit(CHANGES_AT_ONCE)
        .execute();
      return rows.map(toMessage);
    },

    async revision() {
      const newest = db
        .selectFrom("local_messages")
        .select(({ fn }) => fn.max("updated_at").as("at"));
      return (await newest.executeTakeFirst())?.at ?? 0;
    },
  };
}

/** Now, or one more than the newest change: revisions grow even when the clock is set back. */
function nextRevision(now: number) {
  return sql<number>`(select case when coalesce(max(updated_at), 0) >= ${now}
    then max(updated_at) + 1 else ${now} end from local_messages)`;
}

function toMessage(row: Row): StoredMessage {
  return {
    id: row.id,
    thread: row.thread,
    body: Body.parse(JSON.parse(row.body)),
    clip: row.clip === null ? undefined : StoredClip.parse(JSON.parse(row.clip)),
    createdAt: row.created_at,
    revision: row.updated_at,
    isRemoved: row.removed_at !== null,
  };
}
