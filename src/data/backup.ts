import type { Config } from "../config.ts";
import { UserError } from "../errors.ts";
import { makeNewFile } from "./new-file.ts";

/** Copies the embedded database to `file` while the bot runs, and checks the copy. */
export async function backUp(
  { databaseUrl, dataDir }: Config,
  file: string,
): Promise<{ jobs: number }> {
  if (databaseUrl !== undefined) {
    throw new UserError(
      "DATABASE_URL names a PostgreSQL server: back it up with pg_dump, or with npm run data -- export.",
    );
  }
  const { copySqlite } = await import("../store/sqlite-file.ts");
  return makeNewFile(file, (draft) => copySqlite(dataDir, draft));
}
