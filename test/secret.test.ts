import { mkdtempDisposable, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSigner, readSecret } from "../src/secret.ts";

const signer = createSigner("s".repeat(32));
const signature = signer.sign("clip", "job1.soon");

test("a signature is good for its own text, purpose and secret alone", () => {
  const answers = [
    signer.isSigned("clip", "job1.soon", signature),
    signer.isSigned("clip", "job2.soon", signature),
    signer.isSigned("webhook", "job1.soon", signature),
    createSigner("t".repeat(32)).isSigned("clip", "job1.soon", signature),
  ];

  expect(answers).toEqual([true, false, false, false]);
});

test.each(["", signature.slice(1), `${signature}x`, signature.toLowerCase(), "ü".repeat(43)])(
  "%j is no signature",
  (given) => {
    expect(signer.isSigned("clip", "job1.soon", given)).toBe(false);
  },
);

test("a secret is made once, for us alone, and an empty one is made anew", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "rushes-secret-"));
  const path = join(folder.path, "secret.key");
  await writeFile(path, "\n");

  const made = readSecret(folder.path, undefined);
  const again = readSecret(folder.path, undefined);

  expect(made.length).toBeGreaterThanOrEqual(43);
  expect(again).toBe(made);
  expect(await readFile(path, "utf8")).toBe(made);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("the operator's own secret counts more than the one in the folder", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "rushes-secret-"));

  expect(readSecret(folder.path, "theirs")).toBe("theirs");
});
