import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "./errors.ts";

const NAMES = ["incoming", "pictures", "clips", "animatic"] as const;

export type Folders = Record<(typeof NAMES)[number], string>;

/** Makes the folders of DATA_DIR, readable by us alone. Throws `UserError` when that is not possible. */
export function makeFolders(dataDir: string): Folders {
  const path = (name: string) => join(dataDir, name);
  try {
    for (const name of NAMES) mkdirSync(path(name), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new UserError(
      `The folder ${dataDir} cannot be written. Set DATA_DIR to a folder that Rushes may write to.`,
      {},
      { cause: error },
    );
  }
  return {
    incoming: path("incoming"),
    pictures: path("pictures"),
    clips: path("clips"),
    animatic: path("animatic"),
  };
}
