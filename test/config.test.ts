import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Environment, readConfig } from "../src/config.ts";
import { dollars } from "../src/money.ts";

const example = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
const lines = example.split("\n").filter((line) => /^[A-Z]/.test(line));
const pairs = lines.map((line) => line.split("=", 2) as [string, string]);

test(".env.example lists every variable, in the order of the code", () => {
  expect(pairs.map(([name]) => name)).toEqual(Object.keys(Environment.shape));
});

test("the values of .env.example are the defaults", () => {
  expect(readConfig(Object.fromEntries(pairs))).toEqual(readConfig({}));
});

test("one complaint names every bad variable", () => {
  const read = () => readConfig({ PORT: "eighty", DEFAULT_BUDGET_USD: "-1", PUBLIC_URL: "rushes" });

  expect(read).toThrow(/PORT[\s\S]*PUBLIC_URL[\s\S]*DEFAULT_BUDGET_USD/);
});

test.each([
  [{ PORT: "eighty" }, /PORT: must be a number$/],
  [{ PORT: "80.5" }, /PORT: must be a whole number$/],
  [{ PORT: "80000" }, /PORT: must be at most 65535$/],
  [{ MAX_RUNNING: "0" }, /MAX_RUNNING: must be more than 0$/],
  [{ DEFAULT_BUDGET_USD: "-1" }, /DEFAULT_BUDGET_USD: must be at least 0$/],
  [{ PLAYGROUND_TOKEN: "short" }, /PLAYGROUND_TOKEN: must have 8 characters or more$/],
  [{ PUBLIC_URL: "rushes" }, /PUBLIC_URL: must be a whole address, such as https:/],
  [{ MODERATION: "openai" }, /MODERATION_KEY: is needed with MODERATION=openai/],
  [{ LOG_LEVEL: "loud" }, /LOG_LEVEL: must be one of debug, info, warn, error, silent$/],
])("a complaint says what a variable must be: %o", (env, complaint) => {
  expect(() => readConfig(env)).toThrow(complaint);
});

test.each([
  [{ DATABASE_URL: "postgres://" }, /DATABASE_URL: must/],
  [{ DATABASE_URL: "postgres://user@host" }, /DATABASE_URL: must name a host and a database/],
  [{ DATABASE_URL: "nonsense" }, /DATABASE_URL: must be postgres/],
  [{ DATABASE_URL: "postgres://user:pass#word@host/db" }, /DATABASE_URL: must/],
  [{ DATABASE_URL: "postgres://user:pass/word@host/db" }, /DATABASE_URL: must/],
  [{ DATABASE_URL: "db.example:5432" }, /DATABASE_URL: must be postgres/],
  [{ DATABASE_URL: "postgres://u:p@h/d" }, /SECRET_KEY: is needed with DATABASE_URL/],
  [{ ROLE: "worker" }, /ROLE: needs DATABASE_URL/],
])("half a configuration of several processes is refused: %o", (env, complaint) => {
  expect(() => readConfig(env)).toThrow(complaint);
});

test("money is read as dollars, names as a list, blanks as unset", () => {
  const config = readConfig({ USER_CAP_USD: "2.5", OPERATORS: "discord:1, slack:T:U", PORT: " " });

  expect(config.bounds.personCap).toBe(dollars(2.5));
  expect([...config.operators]).toEqual(["discord:1", "slack:T:U"]);
  expect(config.port).toBe(3000);
});
