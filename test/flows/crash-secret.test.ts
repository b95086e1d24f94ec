import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSecret } from "../../src/secret.ts";

test("a secret that a crash has cut off is made again, and then kept", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rushes-secret-"));
  await writeFile(join(folder, "secret.key"), "");

  const made = readSecret(folder, undefined);
  const kept = readSecret(folder, undefined);
  const files = await readdir(folder);
  await rm(folder, { recursive: true });

  expect(made).toHaveLength(43);
  expect(kept).toBe(made);
  expect(files).toEqual(["secret.key"]);
});
