import { expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";

const OPENAI = "https://api.openai.com/v1";
const OWN = "http://127.0.0.1:30000/v1";
const coachOf = (env: NodeJS.ProcessEnv) => readConfig(env).coach;
const judgeOf = (env: NodeJS.ProcessEnv) => readConfig(env).moderation.openai;

test("nobody rewrites or checks prompts where nothing is set", () => {
  expect(coachOf({})).toBeUndefined();
  expect(readConfig({}).moderation).toEqual({ openai: undefined, blocklist: undefined });
});

test.each<[string, NodeJS.ProcessEnv, unknown]>([
  [
    "OpenAI's key alone",
    { OPENAI_API_KEY: "sk" },
    { url: OPENAI, key: "sk", model: "gpt-4.1-mini" },
  ],
  ["a video server of one's own", { OPENAI_API_KEY: "sk", OPENAI_BASE_URL: OWN }, undefined],
  [
    "a model on that server",
    { OPENAI_API_KEY: "sk", OPENAI_BASE_URL: OWN, COACH_MODEL: "tiny" },
    { url: OWN, key: "sk", model: "tiny" },
  ],
  [
    "a model elsewhere, which does not get OpenAI's key",
    { OPENAI_API_KEY: "sk", COACH_URL: OWN, COACH_MODEL: "tiny" },
    { url: OWN, key: undefined, model: "tiny" },
  ],
])("prompts are rewritten with %s", (_what, env, expected) => {
  expect(coachOf(env)).toEqual(expected);
});

test.each<[string, NodeJS.ProcessEnv, unknown]>([
  ["OpenAI's key", { OPENAI_API_KEY: "sk" }, { url: OPENAI, key: "sk" }],
  ["a key of its own", { OPENAI_API_KEY: "sk", MODERATION_KEY: "m" }, { url: OPENAI, key: "m" }],
  [
    "another server, without OpenAI's key",
    { OPENAI_API_KEY: "sk", MODERATION_URL: OWN },
    { url: OWN },
  ],
])("prompts are checked with %s", (_what, env, expected) => {
  expect(judgeOf({ ...env, MODERATION: "openai" })).toEqual(expected);
});

test.each<[string, NodeJS.ProcessEnv]>([
  ["no key", {}],
  ["a key for another server", { OPENAI_API_KEY: "sk", OPENAI_BASE_URL: OWN }],
])("a check with %s is refused at start", (_what, env) => {
  expect(() => readConfig({ ...env, MODERATION: "openai" })).toThrow(
    /MODERATION_KEY: is needed with MODERATION=openai/,
  );
});
