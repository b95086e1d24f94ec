import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { createRewriter } from "../../src/coach/rewriter.ts";
import { createLog } from "../../src/log.ts";
import { readBlocklist } from "../../src/moderation/blocklist.ts";
import { createModeration } from "../../src/moderation/moderation.ts";
import { createOpenAiJudge } from "../../src/moderation/openai.ts";

const log = createLog("silent");
let folder: string | undefined;
let server: Server | undefined;
afterEach(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true });
  server?.closeAllConnections();
  server?.close();
  [folder, server] = [undefined, undefined];
});

/** An adviser on loopback that answers everything alike, and keeps what it was asked. */
async function adviser(status: number, answer: unknown) {
  const asked: { url: string | undefined; key: string | undefined; body: string }[] = [];
  const made = createServer((request, response) => {
    const { url, headers } = request;
    request.setEncoding("utf8").once("data", (body: string) => {
      asked.push({ url, key: headers.authorization, body });
      response.writeHead(status).end(typeof answer === "string" ? answer : JSON.stringify(answer));
    });
  });
  server = made;
  made.listen(0, "127.0.0.1");
  await once(made, "listening");
  const address = made.address();
  const port = typeof address === "object" ? address?.port : 0;
  return { asked, url: `http://127.0.0.1:${port}/v1` };
}

async function blocklist(content: string) {
  folder = await mkdtemp(join(tmpdir(), "rushes-blocklist-"));
  const path = join(folder, "words.txt");
  await writeFile(path, content);
  return readBlocklist(path);
}

test.each([
  ["a Bad-Word here", false],
  ["a bád word", false],
  ["a bad\u200b word", false],
  ["a b\u00ada\u200bd word", false],
  ["a bad wordsmith", true],
  ["BADGE and words", true],
  ["something bad, word by word", false],
  ["# only a comment", true],
])("the blocklist reads “%s” as fine: %s", async (prompt, isFine) => {
  const judge = await blocklist("# only a comment\n\nbad word  # with a reason\n");

  expect(await judge(prompt)).toBe(isFine);
});

test("a blocklist that is not there is named", () => {
  expect(() => readBlocklist("/nowhere/words.txt")).toThrow(
    "MODERATION_BLOCKLIST cannot be read: /nowhere/words.txt. Let it name a file of words, or leave it out.",
  );
});

test.each([
  [false, true],
  [true, false],
])("a check that flags it as %s finds it fine as %s", async (flagged, isFine) => {
  const { asked, url } = await adviser(200, { results: [{ flagged }] });

  expect(await createOpenAiJudge({ url, key: "secret" }, fetch)("a fox")).toBe(isFine);
  expect(asked).toEqual([
    {
      url: "/v1/moderations",
      key: "Bearer secret",
      body: '{"model":"omni-moderation-latest","input":"a fox"}',
    },
  ]);
});

test.each([
  [500, "oops"],
  [500, { results: [{ flagged: false }] }],
  [200, "<html>"],
  [200, { results: [] }],
])("a check that answers %i %j is no answer", async (status, answer) => {
  const { url } = await adviser(status, answer);

  await expect(createOpenAiJudge({ url, key: undefined }, fetch)("a fox")).rejects.toThrow(
    /answered 500|JSON|results/,
  );
});

test("a check that flags one of several results flags the text", async () => {
  const { url } = await adviser(200, { results: [{ flagged: false }, { flagged: true }] });

  expect(await createOpenAiJudge({ url, key: undefined }, fetch)("a fox")).toBe(false);
});

test.each([
  { verdicts: [true, true], end: "fine" },
  { verdicts: [true, false], end: "This cannot be filmed here" },
  { verdicts: [false, false], end: "This cannot be filmed here" },
])("judges who say $verdicts end in: $end", async ({ verdicts, end }) => {
  const judges = verdicts.map((verdict) => async () => verdict);

  const checked = createModeration({ judges, log }).check(["a fox"]);

  const said = await checked.then(
    () => "fine",
    (error: Error) => error.message,
  );
  expect(said).toMatch(end);
});

test("each text is looked at, and one is enough to refuse them all", async () => {
  const judge = async (text: string) => text !== "a bad fox";

  const checked = createModeration({ judges: [judge], log }).check(["a fox", "a bad fox"]);

  await expect(checked).rejects.toThrow(/breaks the rules/);
});

test("where a judge does not answer, nothing is filmed", async () => {
  const judges = [async () => true, () => Promise.reject(new Error("hang up"))];

  const checked = createModeration({ judges, log }).check(["a fox"]);

  await expect(checked).rejects.toThrow(/does not answer right now. Nothing is filmed/);
});

test("a chat model rewrites a prompt", async () => {
  const content = "<think>hm</think>\n“A red fox runs through snow.”";
  const { asked, url } = await adviser(200, { choices: [{ message: { content } }] });
  const rewrite = createRewriter({ url, key: undefined, model: "small" }, { fetch, log });

  expect(await rewrite("fox")).toBe("A red fox runs through snow.");
  expect(asked[0]).toMatchObject({ url: "/v1/chat/completions", key: undefined });
  expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({
    model: "small",
    messages: [{ role: "system" }, { role: "user", content: "fox" }],
  });
});

test.each([
  [500, "oops"],
  [200, "not json"],
  [200, { choices: [] }],
  [200, { choices: [{ message: { content: " " } }] }],
  [200, { choices: [{ message: { content: "x".repeat(1_300) } }] }],
])("a chat model that answers %i %j rewrites nothing", async (status, answer) => {
  const { url } = await adviser(status, answer);

  expect(
    await createRewriter({ url, key: "k", model: "m" }, { fetch, log })("fox"),
  ).toBeUndefined();
});
