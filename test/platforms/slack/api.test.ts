import { afterEach, beforeEach, expect, test } from "vitest";
import { createLog } from "../../../src/log.ts";
import { createApi } from "../../../src/platforms/slack/api.ts";
import { isRefused } from "../../../src/platforms/slack/failures.ts";
import type { Tokens } from "../../../src/platforms/slack/tokens.ts";
import type { FakeSlack, Fault } from "../../fakes/slack/slack.ts";
import {
  ANN,
  BEN,
  BOT_TOKEN,
  OLE,
  ORA,
  ORG,
  ORG_OTHER_TEAM,
  ORG_TEAM,
  OTHER_BOT_TOKEN,
  OTHER_TEAM,
  OTTO,
  startSlack,
  TEAM,
} from "../../fakes/slack/slack.ts";

const HERE = { team: TEAM };
const THERE = { team: OTHER_TEAM };

let slack: FakeSlack;
beforeEach(async () => (slack = await startSlack()));
afterEach(() => slack.close());

const lost: string[] = [];
const tokens: Tokens = {
  async of({ team, enterprise }) {
    if (enterprise !== undefined) return { token: "xoxb-org", isOrg: true };
    return { token: team === TEAM ? BOT_TOKEN : OTHER_BOT_TOKEN, isOrg: false };
  },
  lost: async (_team, code) => void lost.push(code),
};

const begin = () =>
  createApi({ tokens, apiUrl: slack.apiUrl, now: Date.now, log: createLog("silent") });
const errors = (method: string) => slack.calls(method).map(({ error }) => error);

test("a pause holds back one method in one workspace, and nothing else", async () => {
  const api = begin();
  slack.fail("users.info", { kind: "limit", seconds: 30 });
  await expect(api.call(HERE, "users.info", { user: ANN })).rejects.toMatchObject({
    failure: "unavailable",
  });

  await api.call(HERE, "auth.test", {});
  await api.call(THERE, "users.info", { user: OLE });
  const again = api.call(HERE, "users.info", { user: BEN });

  await expect(again).rejects.toMatchObject({ failure: "unavailable" });
  expect(errors("users.info")).toEqual(["ratelimited", undefined]);
});

test.each(["ratelimited", "rate_limited"])("%s with a 200 is a pause too", async (error) => {
  const api = begin();
  slack.fail("auth.test", { kind: "error", error });
  const asking = () => api.call(HERE, "auth.test", {}, { patience: 0 });

  await expect(asking()).rejects.toMatchObject({ failure: "unavailable" });
  await expect(asking()).rejects.toMatchObject({ failure: "unavailable" });

  expect(errors("auth.test")).toEqual([error]);
});

test("who we are is asked once in each workspace, and again where that failed", async () => {
  const api = begin();
  slack.fail("auth.test", { kind: "error", error: "internal_error" });
  await expect(api.me(HERE)).rejects.toMatchObject({ failure: "unavailable" });

  const mine = [await api.me(HERE), await api.me(HERE)];
  const others = await api.me(THERE);

  expect(mine.map(({ team_id: team }) => team)).toEqual([TEAM, TEAM]);
  expect(others.team_id).toBe(OTHER_TEAM);
  expect(slack.calls("auth.test")).toHaveLength(3);
});

test("each call of an organization's token names its workspace", async () => {
  const api = begin();
  slack.world.grant({ value: "xoxb-org", team: undefined, enterprise: ORG });

  await api.call({ team: ORG_TEAM, enterprise: ORG }, "users.info", { user: ORA });
  await api.call({ team: ORG_OTHER_TEAM, enterprise: ORG }, "users.info", { user: OTTO });
  await api.call(HERE, "users.info", { user: ANN });

  expect(slack.calls("users.info").map(({ args, token }) => [token, args["team_id"]])).toEqual([
    ["xoxb-org", ORG_TEAM],
    ["xoxb-org", ORG_OTHER_TEAM],
    [BOT_TOKEN, undefined],
  ]);
});

test.each<Fault>([
  { kind: "hang" },
  { kind: "status", status: 502 },
  { kind: "html" },
  { kind: "truncate" },
  { kind: "reset" },
])("a call is sent once, whatever happens to its answer: $kind", async (fault) => {
  const api = begin();
  slack.fail("auth.test", fault);

  const call = api.call(HERE, "auth.test", {}, { timeout: 300 });

  await expect(call).rejects.toMatchObject({ failure: "unavailable" });
  expect(slack.calls("auth.test")).toHaveLength(1);
});

test.each([
  ["token_revoked", "forbidden"],
  ["account_inactive", "forbidden"],
  ["invalid_auth", "unavailable"],
  ["not_authed", "unavailable"],
])("a token of which Slack says %s is of no more use: %s", async (error, failure) => {
  lost.length = 0;
  slack.fail("auth.test", { kind: "error", error });

  await expect(begin().call(HERE, "auth.test", {})).rejects.toMatchObject({ failure });

  expect(lost).toEqual([error]);
});

test.each<[Fault, boolean]>([
  [{ kind: "error", error: "channel_not_found" }, true],
  [{ kind: "error", error: "ratelimited" }, true],
  [{ kind: "limit", seconds: 60 }, true],
  [{ kind: "error", error: "internal_error" }, false],
  [{ kind: "error", error: "fatal_error" }, false],
  [{ kind: "error", error: "service_unavailable" }, false],
  [{ kind: "error", error: "request_timeout" }, false],
  [{ kind: "status", status: 500 }, false],
  [{ kind: "html" }, false],
  [{ kind: "truncate" }, false],
  [{ kind: "lost" }, false],
])("whether nothing was done is known of %j: %s", async (fault, isKnown) => {
  slack.fail("auth.test", fault);

  const failure = await begin()
    .call(HERE, "auth.test", {}, { patience: 0 })
    .catch((error: unknown) => error);

  expect(isRefused(failure)).toBe(isKnown);
});

test("what is too large on its way is too large", async () => {
  slack.fail("auth.test", { kind: "status", status: 413 });

  await expect(begin().call(HERE, "auth.test", {})).rejects.toMatchObject({ failure: "too-large" });
});

test("what Slack turns away again and again is given up", async () => {
  slack.fail("auth.test", { kind: "limit", seconds: 0 }, 10);

  await expect(begin().call(HERE, "auth.test", {})).rejects.toMatchObject({
    failure: "unavailable",
  });

  expect(slack.calls("auth.test")).toHaveLength(3);
});
