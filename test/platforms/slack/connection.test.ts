import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLog } from "../../../src/log.ts";
import { ANN, GENERAL, TEAM } from "../../fakes/slack/slack.ts";
import type { SlackStage } from "./stage.ts";
import { openSlackStage } from "./stage.ts";
import { openWebStage } from "./web-stage.ts";

vi.setConfig({ testTimeout: 30_000 });

const FORM = "application/x-www-form-urlencoded";
const COMMAND = new URLSearchParams({ command: "/video", text: "a boat", team_id: TEAM });

/** A log that is read. */
function readable() {
  const lines: { level: number; msg: string; seconds?: number }[] = [];
  const log = createLog("info", { write: (line: string) => void lines.push(JSON.parse(line)) });
  const texts = () => lines.map(({ msg }) => msg);
  return { log, texts, warnings: () => lines.filter(({ level }) => level >= 40) };
}

let stage: SlackStage;
beforeEach(async () => {
  stage = await openSlackStage();
  await stage.start();
});
afterEach(() => stage.close());

test("connections that Slack closes at once are not opened ever faster", async () => {
  const opened = () => stage.slack.calls("apps.connections.open").map(({ at }) => at);
  stage.slack.socket.isBrief = true;

  stage.slack.socket.drop();

  await stage.slack.until(() => opened().length > 3);
  const [, , third = 0, fourth = 0] = opened();
  expect(fourth - third).toBeGreaterThan(900);
});

test("a wrong bot token is one clear sentence at the start", async () => {
  const [token] = [...stage.slack.world.tokens.values()].filter(({ team }) => team === TEAM);
  token!.isRevoked = true;
  const other = await openSlackStage({ slack: stage.slack });

  await expect(other.start()).rejects.toThrow(/SLACK_BOT_TOKEN/);
});

test.each(["not_allowed_token_type", "invalid_auth", "missing_scope", "account_inactive"])(
  "an app token of which Slack says %s is one clear sentence at the start",
  async (error) => {
    stage.slack.fail("apps.connections.open", { kind: "error", error });
    const other = await openSlackStage({ slack: stage.slack });

    await expect(other.start()).rejects.toThrow(/SLACK_APP_TOKEN/);
  },
);

test("where Slack is away at the start, it is tried again", async () => {
  const other = await openSlackStage({ slack: stage.slack });
  stage.slack.fail("apps.connections.open", { kind: "status", status: 503 });
  const connected = stage.slack.socket.connected();

  await other.start();
  const before = other.platform.isReady?.();
  await connected;

  expect(before).toBe(false);
  await other.stop();
});

test("who connects where somebody else is connected already says so, and nobody else does", async () => {
  const others = readable();
  const alone = readable();
  const second = await openSlackStage({ slack: stage.slack, log: others.log });
  const elsewhere = await openSlackStage({ log: alone.log });

  await Promise.all([second.start(), elsewhere.start()]);

  await Promise.all([second.stop(), elsewhere.close()]);
  const shared = expect.stringContaining("SLACK_APP_TOKEN");
  expect(others.texts()).toContainEqual(shared);
  expect(alone.texts()).not.toContainEqual(shared);
});

test("a form that is sent off while Slack renews the connection counts once", async () => {
  const ann = stage.slack.person(ANN);
  await ann.types("/video");
  const form = await stage.slack.until(() => stage.slack.world.views.size > 0 && ann.modal());
  const renewed = stage.slack.socket.connected();
  const sent = ann.submits(form, { prompt: "a boat" });
  stage.slack.socket.refresh();
  await renewed;

  // Whoever sees no answer presses once more.
  const use = await (await sent).again();

  await stage.stop();
  expect(use.acked).toBe(true);
  expect(stage.bot.invocations).toHaveLength(1);
});

test("a farewell of old leaves a workspace alone whose token is good", async () => {
  await stage.slack.person(ANN).emit({ type: "app_uninstalled" });
  await stage.slack.person(ANN).emit({ type: "tokens_revoked", tokens: { bot: ["U1"] } });

  await stage.stop();
  expect(stage.gone).toEqual([]);
});

test.each([
  ["of another time", { signedAt: -360 }, /clock/],
  ["signed with another secret", { secret: "the old one" }, /SLACK_SIGNING_SECRET/],
])("requests %s are told to the operator, once in a while", async (_what, how, words) => {
  const { log, warnings } = readable();
  let now = Date.now();
  const web = await openWebStage({ log, now: () => now });
  try {
    const { signedAt, ...more } = { signedAt: 0, ...how };
    const send = async () => {
      const at = Math.floor(now / 1_000) + signedAt;
      return web.slack.deliver(COMMAND.toString(), {
        contentType: FORM,
        signedAt: at,
        url: web.eventsUrl,
        ...more,
      });
    };

    const statuses = [(await send()).status, (await send()).status];
    const first = warnings().length;
    now += 11 * 60_000;
    statuses.push((await send()).status);

    expect(statuses).toEqual([401, 401, 401]);
    expect(first).toBe(1);
    expect(warnings().map(({ msg }) => msg)).toEqual([
      expect.stringMatching(words),
      expect.stringMatching(words),
    ]);
  } finally {
    await web.close();
  }
});

test.each([-4, 4])(
  "with a clock that is %i minutes off, what was posted is found",
  async (minutes) => {
    const now = () => Date.now() + minutes * 60_000;
    const { platform } = await openSlackStage({ slack: stage.slack, now });
    const place = JSON.stringify({ team: TEAM, channel: GENERAL, user: ANN });
    const open = () => platform.openThread(place, "a boat", "job1");
    stage.slack.fail("chat.postMessage", { kind: "lost" });
    await expect(open()).rejects.toMatchObject({ failure: "unavailable" });

    await open();

    expect(stage.slack.messagesIn(GENERAL)).toHaveLength(1);
  },
);
