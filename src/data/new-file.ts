import { chmod, open, rename, rm } from "node:fs/promises";
import { UserError } from "../errors.ts";

/**
 * Makes `file`, readable by us alone, by `write`, which is given another name to write to: nobody
 * ever finds half a file. Throws `UserError` when it cannot be made, or is there already.
 */
export async function makeNewFile<T>(
  file: string,
  write: (draft: string) => Promise<T>,
): Promise<T> {
  const draft = `${file}.part`;
  try {
    await (await open(file, "wx")).close();
  } catch (error) {
    throw new UserError(
      `${file} cannot be made. Name a file that is not there yet, in a folder that you may write to.`,
      {},
      { cause: error },
    );
  }
  try {
    const answer = await write(draft);
    await chmod(draft, 0o600);
    await rename(draft, file);
    return answer;
  } catch (error) {
    await Promise.all([rm(draft, { force: true }), rm(file, { force: true })]);
    throw error;
  }
}
