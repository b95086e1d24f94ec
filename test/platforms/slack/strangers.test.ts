import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { labelsOf, wordsOf } from "../../fakes/slack/reading.ts";
import {
  ANN,
  BEN,
  GENERAL,
  OLE,
  ORA,
  ORG,
  ORG_GENERAL,
  ORG_TEAM,
  OTHER_TEAM,
  OTTO,
  QUIET,
  TEAM,
} from "../../fakes/slack/slack.ts";
import type { FakeSlack } from "../../fakes/slack/slack.ts";
import type { SlackStage } from "./stage.ts";
import { openSlackStage } from "./stage.ts";
import type { WebStage } from "./web-stage.ts";
import { openWebStage } from "./web-stage.ts";

vi.setConfig({ testTimeout: 30_000 });

/** The last words that only this person sees, once there are some. */
const whispered = (slack: FakeSlack, user: string) =>
  slack.until(
    () => slack.ephemeralsOf(user).length > 0 && wordsOf(slack.ephemeralsOf(user).at(-1)),
  );

describe("in a workspace", () => {
  let stage: SlackStage;
  beforeEach(async () => {
    stage = await openSlackStage();
    await stage.start();
  });
  afterEach(() => stage.close());
  const person = (id: string) => stage.slack.person(id);

  test.each(["user_team", "source_team", "team"])(
    "somebody of another one films nothing through a shared channel (%s)",
    async (field) => {
      const event = {
        type: "app_mention",
        user: BEN,
        text: `<@${stage.slack.world.teamOf(TEAM).bot}> a boat`,
        ts: "1795200000.000100",
        channel: GENERAL,
        [field]: OTHER_TEAM,
      };

      await person(ANN).emit(event);

      expect(await whispered(stage.slack, BEN)).toContain("Only members");
      expect(stage.bot.invocations).toEqual([]);
    },
  );

  test("an organization at the other end of a shared channel is not ours", async () => {
    const { bot } = stage.slack.world.teamOf(TEAM);
    const written = { user: BEN, text: `<@${bot}> a boat`, channel: GENERAL };
    const { ts } = stage.slack.world.addMessage(written);
    const ours = { team_id: TEAM, enterprise_id: null, is_enterprise_install: false };
    const body = {
      type: "event_callback",
      team_id: ORG_TEAM,
      enterprise_id: ORG,
      authorizations: [ours],
      event: { type: "app_mention", ...written, ts },
    };

    await stage.slack.socket.send({ type: "events_api", payload: body }, 3_000);

    await stage.slack.until(() => stage.bot.invocations.length > 0);
    const [heard] = stage.bot.invocations;
    expect(heard?.guild).toBe(`slack:${TEAM}`);
    expect(JSON.parse(heard?.place ?? "{}")).not.toHaveProperty("enterprise");
  });

  test("a command of somebody whose workspace is another one films nothing", async () => {
    const ben = person(BEN);
    Object.assign(stage.slack.world.userOf(BEN), { team: OTHER_TEAM });

    await ben.types("/video a boat");

    expect(await whispered(stage.slack, BEN)).toContain("Only members");
    expect(stage.bot.invocations).toEqual([]);
  });

  /** A form of `/video` in the general channel, as somebody's own client may send it off. */
  function sendForm(more: object, values: object = {}) {
    const ask = { kind: "command", name: "video" };
    const prompt = { prompt: { value: "a boat" } };
    const view = {
      id: "V0FORGED001",
      type: "modal",
      callback_id: "command:video",
      private_metadata: JSON.stringify({ place: { channel: GENERAL }, ask, given: {} }),
      app_installed_team_id: TEAM,
      state: { values: { prompt, ...values } },
    };
    const payload = { type: "view_submission", user: { id: BEN, team_id: TEAM }, view, ...more };
    return stage.slack.socket.send({ type: "interactive", payload }, 3_000);
  }

  test("a form belongs to the workspace that has us, not to the one of whoever sends it", async () => {
    await sendForm({ team: { id: OTHER_TEAM }, user: { id: BEN, team_id: OTHER_TEAM } });

    expect(await whispered(stage.slack, BEN)).toContain("Only members");
    expect(stage.bot.invocations).toEqual([]);
  });

  test("nobody moves a form to another channel than where it was opened", async () => {
    const channel = { channel: { selected_conversation: QUIET } };

    await sendForm({ team: { id: TEAM } }, { channel });

    await stage.slack.until(() => stage.bot.invocations.length > 0);
    expect(JSON.parse(stage.bot.invocations[0]?.place ?? "{}")).toMatchObject({ channel: GENERAL });
  });

  test("what is heard for another workspace is not done with our token", async () => {
    const { bot } = stage.slack.world.teamOf(TEAM);
    const written = { user: BEN, text: `<@${bot}> a boat`, channel: GENERAL };
    const { ts } = stage.slack.world.addMessage(written);
    const body = {
      type: "event_callback",
      team_id: TEAM,
      authorizations: [{ team_id: OTHER_TEAM }],
      event: { type: "app_mention", ...written, ts },
    };

    await stage.slack.socket.send({ type: "events_api", payload: body }, 3_000);

    expect(await whispered(stage.slack, BEN)).toContain("has not installed me");
    expect(stage.bot.invocations).toEqual([]);
  });

  test("while Slack does not say who somebody is, a member's forms and clicks count", async () => {
    const ben = person(BEN);
    stage.slack.fail("users.info", { kind: "error", error: "internal_error" }, 100);
    await ben.types("/video");
    const form = await stage.slack.until(() => stage.slack.world.views.size > 0 && ben.modal());

    await ben.submits(form, { prompt: "a boat" });
    const card = await stage.slack.until(() =>
      stage.slack.everyMessage().find((message) => labelsOf(message).includes("Cancel")),
    );
    await ben.clicks(card, "Cancel");

    await stage.stop();
    expect(stage.bot.invocations.map(({ ask }) => ask.name)).toEqual(["video", "cancel"]);
  });

  test("while Slack does not say who somebody is, a command begins nothing, and says so", async () => {
    stage.slack.fail("users.info", { kind: "error", error: "internal_error" });

    await person(BEN).types("/video a boat");

    expect(await whispered(stage.slack, BEN)).toContain("try again in a minute");
    expect(stage.bot.invocations).toEqual([]);
  });
});

describe("in an organization", () => {
  let stage: WebStage;
  beforeEach(async () => {
    stage = await openWebStage();
    for (const one of [OLE, OTTO]) stage.slack.world.channelOf(ORG_GENERAL).members.add(one);
  });
  afterEach(() => stage.close());
  const mention = (user: string) =>
    stage.slack.person(user).mentions("a boat", { channel: ORG_GENERAL });

  test("somebody of another company films nothing through a shared channel", async () => {
    await stage.slack.person(ORA).installs(stage.installUrl);

    await mention(OLE);

    expect(await whispered(stage.slack, OLE)).toContain("Only members");
    expect(stage.said()).toEqual([]);
  });

  test("somebody of another workspace there films nothing where only this one has us", async () => {
    await stage.slack.person(ORA).installs(stage.installUrl);

    await mention(OTTO);

    expect(await whispered(stage.slack, OTTO)).toContain("Only members");
    expect(stage.said()).toEqual([]);
  });

  test.each([
    ["in this one too", [ORG_TEAM], false],
    ["anywhere in it, which has us as a whole", [], true],
  ])("somebody of another workspace there films who is %s", async (_where, teams, orgWide) => {
    stage.slack.world.userOf(OTTO).teams = teams;
    await stage.slack.person(ORA).installs(stage.installUrl, { orgWide });

    await mention(OTTO);

    await stage.slack.until(() => stage.said().length > 0);
    expect(stage.said()[0]?.guild).toBe(`slack:${ORG_TEAM}`);
  });
});
