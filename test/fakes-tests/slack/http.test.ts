import { expect, test } from "vitest";
import {
  ANN,
  GENERAL,
  OLE,
  ORA,
  ORG,
  ORG_GENERAL,
  ORG_OTHER_GENERAL,
  ORG_OTHER_TEAM,
  OTHER_GENERAL,
  OTHER_TEAM,
  OTTO,
  TEAM,
} from "../../fakes/slack/slack.ts";
import { boltOverHttp } from "./bolt.ts";

const event = JSON.stringify({ type: "url_verification", challenge: "c" });
const seconds = () => Math.floor(Date.now() / 1_000);

test("two workspaces install the app, and each is answered with its own token", async () => {
  await using stage = await boltOverHttp();
  const { slack, app, origin, kept } = stage;
  app.command("/video", async ({ ack, client, command }) => {
    await ack();
    await client.chat.postMessage({ channel: command.channel_id, text: command.text });
  });
  const [ann, ole] = [slack.person(ANN), slack.person(OLE)];

  const pages = [
    await ann.installs(`${origin}/slack/install`),
    await ole.installs(`${origin}/slack/install`),
  ];
  await ann.types("/video one");
  await ole.types("/video two", { channel: OTHER_GENERAL });
  await slack.until(() => slack.everyMessage().length === 2);

  expect(pages.map(({ status }) => status)).toEqual([200, 200]);
  expect([...kept.keys()]).toEqual([TEAM, OTHER_TEAM]);
  expect(slack.messagesIn(GENERAL).map(({ text }) => text)).toEqual(["one"]);
  expect(slack.messagesIn(OTHER_GENERAL).map(({ text }) => text)).toEqual(["two"]);
  expect(slack.tokensOf(TEAM)).toHaveLength(1);
  expect(slack.tokensOf(OTHER_TEAM)).not.toEqual(slack.tokensOf(TEAM));
});

test("an organisation installs once for all its workspaces", async () => {
  await using stage = await boltOverHttp();
  const { slack, app, origin, kept } = stage;
  app.command("/video", async ({ ack, client, command }) => {
    await ack();
    await client.chat.postMessage({ channel: command.channel_id, text: command.team_id });
  });
  const named: unknown[] = [];
  app.shortcut("new_video", async ({ ack, body }) => {
    await ack();
    named.push(body.team);
  });

  await slack.person(ORA).installs(`${origin}/slack/install`, { orgWide: true });
  await slack.person(ORA).types("/video", { channel: ORG_GENERAL });
  await slack.person(OTTO).types("/video", { channel: ORG_OTHER_GENERAL });
  await slack.person(OTTO).usesShortcut("new_video");
  await slack.until(() => slack.everyMessage().length === 2);

  expect(named).toEqual([null]);
  expect([...kept.keys()]).toEqual([ORG]);
  expect(slack.messagesIn(ORG_OTHER_GENERAL)[0]?.text).toBe(ORG_OTHER_TEAM);
});

test("who says no installs nothing", async () => {
  await using stage = await boltOverHttp();
  const { slack, origin, kept } = stage;

  const page = await slack.person(ANN).installs(`${origin}/slack/install`, { cancel: true });

  expect(page.status).toBe(500);
  expect(kept.size).toBe(0);
});

test("what is not signed, or signed by another, or long ago, is refused", async () => {
  await using stage = await boltOverHttp();
  const { slack } = stage;

  const good = await slack.deliver(event);
  const forged = await slack.deliver(event, { secret: "another" });
  const old = await slack.deliver(event, { signedAt: seconds() - 301 });
  const none = await slack.deliver(event, { headers: { "x-slack-signature": "" } });

  expect(await good.json()).toEqual({ challenge: "c" });
  expect([forged.status, old.status, none.status]).toEqual([401, 401, 401]);
});

test("an event that fails comes three times more, and says so", async () => {
  await using stage = await boltOverHttp();
  const { slack } = stage;
  slack.settings.retryAfter = [0, 0, 0];
  slack.sendTo(`${stage.origin}/nowhere`);

  await slack.person(ANN).mentions("hello");
  const all = await slack.until(() => {
    const mentions = slack.deliveries.filter(({ type }) => type === "app_mention");
    return mentions.filter(({ status }) => status !== undefined).length === 4 && mentions;
  });

  expect(all.map(({ attempt, status }) => [attempt, status])).toEqual([
    [0, 404],
    [1, 404],
    [2, 404],
    [3, 404],
  ]);
});

test("an event is heard once more when it is told again, with a number", async () => {
  await using stage = await boltOverHttp();
  const { slack, app, origin } = stage;
  const heard: unknown[] = [];
  await slack.person(ANN).installs(`${origin}/slack/install`);
  app.event("app_mention", async ({ context, body }) => {
    heard.push([body.event_id, context.retryNum]);
  });

  const said = await slack.person(ANN).mentions("hello");
  const use = said.deliveries.find(({ delivered }) => isMention(delivered));
  await use?.again();
  await use?.again({ eventId: "new" });

  const id = use?.delivered["event_id"];
  expect(heard).toEqual([
    [id, undefined],
    [id, 1],
    [expect.not.stringMatching(String(id)), undefined],
  ]);
});

const isMention = ({ event: what }: Record<string, unknown>) =>
  (what as { type?: string }).type === "app_mention";

test("tokens that rotate are refreshed, and the old ones are dead", async () => {
  let time = Date.now();
  await using stage = await boltOverHttp({ now: () => time });
  const { slack, app, origin, kept } = stage;
  slack.settings.rotates = true;
  app.command("/video", async ({ ack, client }) => {
    await ack();
    await client.chat.postMessage({ channel: GENERAL, text: "hello" });
  });
  await slack.person(ANN).installs(`${origin}/slack/install`);
  const installed = kept.get(TEAM);
  const first = installed?.bot?.token ?? "";
  // Bolt goes by the real time, so the token is made older instead.
  kept.set(TEAM, { ...installed!, bot: { ...installed!.bot!, expiresAt: 1 } });

  await slack.person(ANN).types("/video");
  await slack.until(() => slack.messagesIn(GENERAL).length === 1);

  expect(slack.world.tokens.get(first)?.isRevoked).toBe(true);
  expect(slack.calls("chat.postMessage")[0]?.token).not.toBe(first);
});
