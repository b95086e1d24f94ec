import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { writePlace } from "../../../src/platforms/slack/refs.ts";
import {
  ANN,
  BOT_TOKEN,
  GENERAL,
  OLE,
  ORA,
  ORG,
  ORG_GENERAL,
  ORG_OTHER_GENERAL,
  ORG_OTHER_TEAM,
  ORG_TEAM,
  OTHER_BOT_TOKEN,
  OTHER_GENERAL,
  OTHER_TEAM,
  OTTO,
  TEAM,
} from "../../fakes/slack/slack.ts";
import type { WebStage } from "./web-stage.ts";
import { openWebStage } from "./web-stage.ts";

vi.setConfig({ testTimeout: 30_000 });

let stage: WebStage;
beforeEach(async () => {
  stage = await openWebStage();
});
afterEach(() => stage.close());

const OTTOS = `slack:${ORG_OTHER_TEAM}`;
const install = (person = ANN, options = {}) =>
  stage.slack.person(person).installs(stage.installUrl, options);
const body = new URLSearchParams({
  command: "/video",
  text: "a boat",
  team_id: TEAM,
  channel_id: GENERAL,
  user_id: ANN,
  response_url: "http://127.0.0.1:1/none",
  trigger_id: "1.2.3",
}).toString();

test("a workspace installs us, and its commands are heard by every process", async () => {
  const page = await install();

  const uses = [
    await stage.slack.person(ANN).types("/video a boat"),
    await stage.slack.person(ANN).types("/video a ship"),
  ];

  await stage.slack.until(() => stage.said().length === 2);
  expect(page).toMatchObject({ status: 200, text: expect.stringContaining("in your workspace") });
  expect(uses.every(({ acked }) => acked)).toBe(true);
  expect(stage.stages.map(({ bot }) => bot.invocations.length)).toEqual([1, 1]);
});

test("what is kept of an installation holds no token of the person who made it", async () => {
  await install();

  const kept = [...stage.remembered].find(([key]) => key.startsWith("installations "));
  expect(kept?.[1]).toContain("xoxb");
  expect(kept?.[1]).not.toContain("xoxp");
});

test("somebody who says no reads how to try again", async () => {
  const page = await install(ANN, { cancel: true });

  expect(page.status).toBe(400);
  expect(page.text).toContain("/slack/install");
});

test.each([
  ["made now", {}, 200],
  [
    "with a character set",
    { contentType: "application/x-www-form-urlencoded; charset=utf-8" },
    200,
  ],
  ["four minutes old", { signedAt: -240 }, 200],
  ["four minutes in the future", { signedAt: 240 }, 200],
  ["310 s old", { signedAt: -310 }, 401],
  ["310 s in the future", { signedAt: 310 }, 401],
  ["signed with another secret", { secret: "somebody else's" }, 401],
] as const)("a request %s is answered as it deserves", async (_what, options, status) => {
  await install();
  const { signedAt, ...more } = { signedAt: undefined, ...options };
  const moment =
    signedAt === undefined ? {} : { signedAt: Math.floor(Date.now() / 1_000) + signedAt };

  const response = await stage.slack.deliver(body, {
    contentType: "application/x-www-form-urlencoded",
    ...more,
    ...moment,
  });

  expect(response.status).toBe(status);
  stage.slack.complaints.length = 0;
});

test("a mention that both processes hear is answered once", async () => {
  await install();
  const mention = await stage.slack.person(ANN).mentions("a boat");
  for (const delivery of mention.deliveries ?? []) await delivery.again();
  await stage.slack.until(() => stage.slack.messagesIn(GENERAL, mention.ts).length > 1);

  await stage.stop();

  expect(stage.slack.messagesIn(GENERAL, mention.ts)).toHaveLength(2);
});

test("two workspaces never see each other's tokens", async () => {
  await install(ANN);
  await install(OLE);
  await Promise.all(
    [
      { team: TEAM, channel: GENERAL, user: ANN },
      { team: OTHER_TEAM, channel: OTHER_GENERAL, user: OLE },
    ].map((place) =>
      Promise.all(
        Array.from({ length: 10 }, (_, at) =>
          stage.stages[at % 2]!.platform.openThread(
            writePlace(place),
            `by ${place.user}`,
            `${place.user}${at}`,
          ),
        ),
      ),
    ),
  );

  const mine = stage.slack.tokensOf(TEAM);
  const others = stage.slack.tokensOf(OTHER_TEAM);
  expect(mine.filter((token) => others.includes(token))).toEqual([]);
  expect(stage.slack.messagesIn(GENERAL)).toHaveLength(10);
  expect(stage.slack.messagesIn(OTHER_GENERAL)).toHaveLength(10);
  expect([mine.includes(OTHER_BOT_TOKEN), others.includes(BOT_TOKEN)]).toEqual([false, false]);
});

test("an organization installs us once for all of its workspaces", async () => {
  const page = await install(ORA, { orgWide: true });

  await stage.slack.person(ORA).types("/video a boat", { channel: ORG_GENERAL });

  await stage.slack.until(() => stage.said().length > 0);
  expect(page.status).toBe(200);
  expect(stage.said()[0]?.guild).toBe(`slack:${ORG_TEAM}`);
  await stage.slack.until(() => stage.slack.messagesIn(ORG_GENERAL).length > 0);
});

test("what is clicked in an organization is heard, though it names no workspace", async () => {
  await install(ORA, { orgWide: true });
  const ora = stage.slack.person(ORA);

  await ora.opensHome("home");
  await ora.clicks(await stage.slack.until(() => ora.home()), "Stop");

  await stage.slack.until(() => stage.said().length > 0);
  expect(stage.said()[0]?.guild).toBe(`slack:${ORG_TEAM}`);
});

test("an organization that lets us go takes all of its workspaces along", async () => {
  await install(ORA, { orgWide: true });
  await stage.slack.person(ORA).types("/video a boat", { channel: ORG_GENERAL });
  await stage.slack.person(OTTO).types("/video a ship", { channel: ORG_OTHER_GENERAL });
  await stage.slack.until(() => stage.said().length === 2);

  await stage.slack.person(ORA).uninstalls();

  await stage.slack.until(() => stage.stages.flatMap(({ gone }) => gone).length > 1);
  expect(new Set(stage.stages.flatMap(({ gone }) => gone))).toEqual(
    new Set([`slack:${ORG_TEAM}`, `slack:${ORG_OTHER_TEAM}`]),
  );
});

test.each([
  ["names no workspace", { team_id: null }],
  ["does not say that it was all of it", { authorizations: [] }],
  ["says beside which one it is only what it authorized", { enterprise_id: null }],
])("an organization that %s when it lets us go is forgotten", async (_what, vague) => {
  await install(ORA, { orgWide: true });
  await stage.slack.person(OTTO).types("/video a ship", { channel: ORG_OTHER_GENERAL });
  await stage.slack.until(() => stage.said().length === 1);
  for (const token of stage.slack.world.tokens.values()) token.isRevoked = true;
  const org = { enterprise_id: ORG, team_id: null, is_enterprise_install: true };
  const farewell = {
    type: "event_callback",
    event: { type: "app_uninstalled" },
    team_id: ORG_TEAM,
    enterprise_id: ORG,
    event_time: Math.floor(Date.now() / 1_000),
    authorizations: [org],
    ...vague,
  };

  await stage.slack.deliver(JSON.stringify(farewell), { contentType: "application/json" });

  await stage.slack.until(() => stage.stages.flatMap(({ gone }) => gone).includes(OTTOS));
  expect([...stage.remembered.keys()].filter((key) => key.startsWith("inst"))).toEqual([]);
});

test("while the bot does not serve, Slack is told to come again", async () => {
  await install();
  await stage.stop();

  const { status } = await stage.slack.deliver(body, {
    contentType: "application/x-www-form-urlencoded",
  });

  expect(status).toBe(503);
});

test("Slack's look at our certificate is answered", async () => {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const look = { method: "POST", headers, body: "ssl_check=1&token=any" };

  const { status } = await fetch(stage.eventsUrl, look);
  const { status: unsigned } = await fetch(stage.eventsUrl, { ...look, body });

  expect([status, unsigned]).toEqual([200, 401]);
});

test("a token that another process has renewed is read again, and the call made", async () => {
  await install();
  const { platform } = stage.stages[0]!;
  const place = writePlace({ team: TEAM, channel: GENERAL, user: ANN });
  await platform.openThread(place, "a boat", "one");
  for (const token of stage.slack.world.tokens.values()) token.isRevoked = true;
  await install();

  await platform.openThread(place, "a ship", "two");

  const errors = stage.slack.calls("chat.postMessage").map(({ error }) => error);
  expect(errors).toEqual([undefined, "token_revoked", undefined]);
  expect(stage.slack.messagesIn(GENERAL)).toHaveLength(2);
});

test("a workspace that lets us go is forgotten, whatever comes first", async () => {
  await install();

  await stage.slack.person(ANN).uninstalls(["app_uninstalled", "tokens_revoked"]);

  await stage.slack.until(() => stage.stages.some(({ gone }) => gone.length > 0));
  expect([...stage.remembered.keys()].filter((key) => key.startsWith("inst"))).toEqual([]);
});

test("a farewell that comes late leaves the new installation alone", async () => {
  await install();
  const asked = stage.slack.arrival("auth.test");

  await stage.slack.person(ANN).emit({ type: "app_uninstalled" }, Date.now() - 60_000);
  await asked;
  await stage.stop();

  expect([...stage.remembered.keys()].filter((key) => key.startsWith("inst"))).toHaveLength(1);
  expect(stage.stages.flatMap(({ gone }) => gone)).toEqual([]);
});

test("while Slack does not say whether we are still in, who came after a farewell stays", async () => {
  await install();
  const asked = stage.slack.arrival("auth.test");
  stage.slack.fail("auth.test", { kind: "error", error: "internal_error" });

  await stage.slack.person(ANN).emit({ type: "app_uninstalled" }, Date.now() - 60_000);
  await asked;
  await stage.stop();

  expect([...stage.remembered.keys()].filter((key) => key.startsWith("inst"))).toHaveLength(1);
});

test("a workspace that was not ours a moment ago is ours as soon as it has installed us", async () => {
  const [{ platform }] = stage.stages as [WebStage["stages"][number]];
  const place = writePlace({ team: TEAM, channel: GENERAL, user: ANN });
  await expect(platform.openThread(place, "a boat", "one")).rejects.toMatchObject({});

  await install();
  await platform.openThread(place, "a boat", "one");

  expect(stage.slack.messagesIn(GENERAL)).toHaveLength(1);
});

test("who is heard from a workspace that has let us go reads so", async () => {
  await install();
  for (const key of stage.remembered.keys()) {
    if (key.startsWith("installations ")) stage.remembered.delete(key);
  }

  await stage.slack.person(ANN).types("/video a boat");

  await stage.slack.until(() => stage.slack.calls("response_url").length > 0);
  expect(JSON.stringify(stage.slack.calls("response_url")[0]?.args)).toContain("has let me go");
  expect(stage.said()).toEqual([]);
});

test("a workspace that has not installed us gets nothing from others' tokens", async () => {
  const place = writePlace({ team: TEAM, channel: GENERAL, user: ANN });

  const opening = stage.stages[0]!.platform.openThread(place, "a boat", "k");

  const reason = { sentence: expect.stringContaining("install me once more") };
  await expect(opening).rejects.toMatchObject({ failure: "forbidden", reason });
  expect(stage.slack.calls("chat.postMessage")).toEqual([]);
});
