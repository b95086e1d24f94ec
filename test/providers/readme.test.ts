import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const ROOT = new URL("../../", import.meta.url).pathname;
const TSC = join(ROOT, "node_modules/typescript/bin/tsc");
const TIMEOUT = 120_000; // ms

/** The first block of code in the README that imports something: the sample of a provider. */
async function sampleIn(readme: string): Promise<string> {
  const text = await readFile(join(ROOT, readme), "utf8");
  const blocks = [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code);
  return blocks.find((code) => code.startsWith("import")) ?? "";
}

/** What the compiler says about it as a file of this project. */
async function complaintsAbout(code: string): Promise<string> {
  // Not in `src`, so that nothing else takes it for a provider: its imports are led there.
  const folder = await mkdtemp(join(tmpdir(), "rushes-sample-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const led = code.replaceAll('from "../', `from "${join(ROOT, "src/providers")}/`);
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(join(folder, "acme.ts"), led);
  const config = { extends: join(ROOT, "tsconfig.json"), include: ["acme.ts"] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  const compiled = promisify(execFile)(process.execPath, [TSC, "-p", folder], { timeout: TIMEOUT });
  return compiled.then(
    () => "",
    ({ stdout = "" }: { stdout?: string }) => stdout,
  );
}

test("the sample of a provider compiles as it stands", { timeout: TIMEOUT }, async () => {
  const sample = await sampleIn("src/providers/README.md");

  expect(sample).toContain("createAcmeProvider");
  expect(await complaintsAbout(sample)).toBe("");
});

test("a sample of a port that was changed does not compile", { timeout: TIMEOUT }, async () => {
  const sample = await sampleIn("src/providers/README.md");

  const complaints = await complaintsAbout(sample.replace("find: async () => [],", ""));

  expect(complaints).toMatch(/Property 'find' is missing/);
});
