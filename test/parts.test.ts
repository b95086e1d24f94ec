import { expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { partsOf, partsTable } from "../src/parts.ts";

test("a start says which parts are on, and what would switch on the others", () => {
  const table = partsTable(partsOf(readConfig({ OPENAI_BASE_URL: "http://127.0.0.1:30000/v1" })));

  expect(table).toContain("database    on   SQLite in ./data");
  expect(table).toContain("openai      on   127.0.0.1:30000");
  expect(table).toContain("webhooks    off  switch it on with PUBLIC_URL");
});

test("nothing secret stands in the table", () => {
  const config = readConfig({
    DATABASE_URL: "postgres://u:hunter2@h/d",
    SECRET_KEY: "k".repeat(32),
    OPENAI_API_KEY: "sk-hunter2",
  });

  expect(partsTable(partsOf(config))).not.toMatch(/hunter2|kkkk/);
});
