import { randomUUID } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import type { Database } from "./schema.ts";

/** Under this key the database names the folder that belongs to it. */
export const FOLDER_KEY = "folder::id";
const FILE = "rushes.folder";

/**
 * Proves that `folder` is the one that all processes of this database share: a random id stands in
 * both. The first start writes it. Throws `UserError` when the ids differ.
 */
export async function proveShared(db: Database, folder: string): Promise<void> {
  const known = await folderIdOf(db);
  const here = known === undefined ? await writeId(folder) : await readId(folder);
  const agreed = known ?? (await claim(db, here));
  if (here === agreed) return;
  throw new UserError(
    `DATA_DIR (${folder}) is not the folder that belongs to this database: every process on one DATABASE_URL needs the same DATA_DIR, with its file ${FILE}.`,
  );
}

async function folderIdOf(db: Database): Promise<string | undefined> {
  const row = await db
    .selectFrom("kv")
    .select("value")
    .where("key", "=", FOLDER_KEY)
    .executeTakeFirst();
  return row?.value;
}

/** The first id counts, whoever wrote it. */
async function claim(db: Database, id: string | undefined): Promise<string | undefined> {
  if (id === undefined) return undefined;
  await db
    .insertInto("kv")
    .values({ key: FOLDER_KEY, value: id, expires_at: null })
    .onConflict((row) => row.doNothing())
    .execute();
  return folderIdOf(db);
}

async function readId(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, FILE), "utf8").catch(() => undefined);
  return text?.trim();
}

/** Linked into place, so that nobody reads half an id; a file that is there already stays. */
async function writeId(folder: string): Promise<string | undefined> {
  const id = randomUUID();
  const draft = join(folder, `${FILE}.${id}`);
  try {
    await writeFile(draft, `${id}\n`, { mode: 0o600 });
    await link(draft, join(folder, FILE)).catch(() => undefined);
  } catch (error) {
    throw new UserError(
      `The folder ${folder} cannot be written. Set DATA_DIR to a folder that Rushes may write to.`,
      {},
      { cause: error },
    );
  } finally {
    await rm(draft, { force: true });
  }
  return readId(folder);
}
