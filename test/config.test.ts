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
  [{ LOG_LEVEL: "loud" }, /LOG_LEVEL: must be one of debug, info, warn, error, silent$/],
])("a complaint says what a variable must be: %o", (env, complaint) => {
  expect(() => readConfig(env)).toThrow(complaint);
});

test.each([
  [{ DATABASE_URL: "postgres://" }, /DATABASE_URL: must/],
  [{ DATABASE_URL: "postgres://user@host" }, /DATABASE_URL: must name a host and a database/],
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
