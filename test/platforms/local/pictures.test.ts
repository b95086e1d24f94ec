import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLog } from "../../../src/log.ts";
import { createLocalPlatform } from "../../../src/platforms/local/local.ts";
import type { TestStore } from "../../fakes/stores.ts";
import { openTestSqlite } from "../../fakes/stores.ts";

let opened: TestStore;
let folder: string;
beforeEach(async () => {
  opened = await openTestSqlite();
  folder = await mkdtemp(join(tmpdir(), "rushes-local-"));
});
afterEach(async () => {
  await opened.dispose();
  await rm(folder, { recursive: true, force: true });
});

function openPlatform() {
  return createLocalPlatform({
    db: opened.store.db,
    folder,
    maxImageBytes: 1_000,
    budget: async () => ({ used: 0, reserved: 0, limit: 0, text: "" }),
    stateOf: async () => undefined,
    previews: { make: async () => {} },
    now: Date.now,
    log: createLog("silent"),
  });
}

test("a message's picture is kept, and shown with its words", async () => {
  const platform = openPlatform();
  const path = join(folder, "chart.png");
  await writeFile(path, "a picture");
  const thread = await platform.openThread("local:channel", "Usage", "job1");

  const picture = { path, alt: "$2.00 was spent." };
  await platform.post(thread, { kind: "text", tone: "neutral", text: "Here.", picture }, "key1");
  await rm(path);

  const shown = await platform.routes.request(`/threads/${thread}`);
  const { messages } = await shown.json();
  expect(messages).toMatchObject([{ text: "Here.", shown: { alt: "$2.00 was spent." } }]);
  expect(JSON.stringify(messages)).not.toContain(folder);
  const file = await platform.routes.request(messages[0].shown.url.replace("/api/local", ""));
  expect([file.headers.get("content-type"), await file.text()]).toEqual(["image/png", "a picture"]);
});

test("a message's file is kept, and can be downloaded under its name", async () => {
  const platform = openPlatform();
  const path = join(folder, "x.csv");
  await writeFile(path, "a,b");
  const thread = await platform.openThread("local:channel", "Export", "job1");

  const file = { path, fileName: "ledger.csv" };
  await platform.post(thread, { kind: "text", tone: "neutral", text: "Here.", file }, "key1");
  await rm(path);

  const shown = await platform.routes.request(`/threads/${thread}`);
  const { messages } = await shown.json();
  expect(messages).toMatchObject([{ text: "Here.", file: { fileName: "ledger.csv" } }]);
  expect(JSON.stringify(messages)).not.toContain(folder);
  const answer = await platform.routes.request(messages[0].file.url.replace("/api/local", ""));
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="ledger.csv"');
  expect(await answer.text()).toBe("a,b");
});
