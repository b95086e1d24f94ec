import { expect, test } from "vitest";
import { labelsOf, wordsOf } from "../../fakes/slack/reading.ts";
import {
  ANN,
  BEN,
  BOT,
  BOT_TOKEN,
  GENERAL,
  OLE,
  OTHER_TEAM,
  OUTSIDE,
  TEAM,
} from "../../fakes/slack/slack.ts";
import { boltOnSocket } from "./bolt.ts";

const picture = { name: "cat.png", type: "image/png", data: Buffer.from("a cat") };
const plain = (text: string) => ({ type: "plain_text" as const, text });

test("a command is acknowledged, and its words are for one person alone", async () => {
  await using stage = await boltOnSocket();
  const { slack, app } = stage;
  app.command("/video", async ({ ack, command }) => ack(`Filming ${command.text}.`));

  const use = await slack.person(ANN).types("/video a boat --seconds 8");

  expect(use).toMatchObject({ acked: true, shown: undefined });
  expect(slack.ephemeralsOf(ANN).map(wordsOf)).toEqual(["Filming a boat --seconds 8."]);
  expect(slack.messagesIn(GENERAL)).toEqual([]);
});

test("a command that nobody takes is told as failed", async () => {
  await using stage = await boltOnSocket();
  const { slack } = stage;
  slack.settings.ackWithin = 100;

  const use = await slack.person(ANN).types("/video a boat");

  expect(use).toMatchObject({ acked: false, shown: "operation_timeout" });
});

test("without a connection a command fails at once", async () => {
  await using stage = await boltOnSocket();
  const { slack } = stage;
  slack.socket.isDown = true;
  slack.socket.drop();
  await slack.until(() => slack.socket.connections === 0);

  const use = await slack.person(ANN).types("/video a boat");

  expect(use.shown).toBe("dispatch_failed");
});

test("a form is opened once by its trigger, filled in, corrected and taken", async () => {
  await using stage = await boltOnSocket();
  const { slack, app } = stage;
  const heard: unknown[] = [];
  const form = {
    type: "modal" as const,
    callback_id: "film",
    title: plain("New video"),
    submit: plain("Film"),
    blocks: [
      {
        type: "input" as const,
        block_id: "prompt",
        label: plain("Prompt"),
        element: { type: "plain_text_input" as const, action_id: "v", max_length: 2_000 },
      },
      {
        type: "input" as const,
        block_id: "image",
        optional: true,
        label: plain("Start picture"),
        element: { type: "file_input" as const, action_id: "v", filetypes: ["png"], max_files: 1 },
      },
    ],
  };
  app.command("/video", async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form });
  });
  app.view("film", async ({ ack, view }) => {
    const { prompt, image } = view.state.values;
    heard.push(image?.["v"]?.files?.[0]?.name);
    const isShort = (prompt?.["v"]?.value ?? "").length < 3;
    await ack(isShort ? { response_action: "errors", errors: { prompt: "Say more." } } : undefined);
  });
  const ann = slack.person(ANN);
  const use = await ann.types("/video");
  await slack.until(() => slack.calls("views.open").at(-1)?.status);

  const refused = await ann.submits(ann.modal(), { prompt: "a" });
  const taken = await ann.submits(ann.modal(), { prompt: "a boat", image: picture });
  const again = app.client.views.open({ trigger_id: use.trigger ?? "", view: form });

  await expect(again).rejects.toThrow("exchanged_trigger_id");
  expect(refused.errors).toEqual({ prompt: "Say more." });
  expect(taken).toMatchObject({ acked: true, errors: undefined });
  expect(heard).toEqual([undefined, "cat.png"]);
  expect(() => ann.modal()).toThrow("sees no form");
});

test("a select that the app fills takes what the app offers, and nothing else", async () => {
  await using stage = await boltOnSocket();
  const { slack, app } = stage;
  const heard: unknown[] = [];
  app.options("model", async ({ ack, payload }) => {
    const names = ["film-1", "film-2"].filter((name) => name.startsWith(payload.value));
    await ack({ options: names.map((value) => ({ text: plain(value), value })) });
  });
  app.command("/video", async ({ ack, client, body }) => {
    await ack();
    const element = { type: "external_select" as const, action_id: "model", min_query_length: 0 };
    const input = { type: "input" as const, block_id: "m", label: plain("Model"), element };
    const view = { type: "modal" as const, callback_id: "film", title: plain("New video") };
    const submit = plain("Film");
    await client.views.open({
      trigger_id: body.trigger_id,
      view: { ...view, submit, blocks: [input] },
    });
  });
  app.view("film", async ({ ack, view }) => {
    heard.push(view.state.values["m"]?.["model"]?.selected_option?.value);
    await ack();
  });
  const ann = slack.person(ANN);
  await ann.types("/video");
  await slack.until(() => slack.calls("views.open").at(-1)?.status);

  const offered = await ann.completes(ann.modal(), "m", "film");
  await expect(ann.submits(ann.modal(), { m: "reel-9" })).rejects.toThrow("not offered");
  await ann.submits(ann.modal(), { m: "film-2" });

  expect(offered.map(({ value }) => value)).toEqual(["film-1", "film-2"]);
  expect(heard).toEqual(["film-2"]);
});

test("a trigger that is 3 seconds old opens nothing", async () => {
  let time = Date.UTC(2026, 10, 21);
  await using stage = await boltOnSocket({ now: () => time });
  const { slack, app } = stage;
  app.shortcut("new_video", async ({ ack }) => ack());
  const { trigger = "" } = await slack.person(ANN).usesShortcut("new_video");

  time += 3_001;
  const view = { type: "modal" as const, title: plain("Late"), blocks: [] };
  const late = app.client.views.open({ trigger_id: trigger, view });

  await expect(late).rejects.toThrow("expired_trigger_id");
});

test("a mention with a picture is heard twice, and the picture is for the right token", async () => {
  await using stage = await boltOnSocket();
  const { slack, app } = stage;
  const heard: string[] = [];
  let url = "";
  app.event("app_mention", async ({ event }) => void heard.push(`mention ${event.ts}`));
  app.message(async ({ message }) => {
    heard.push(`${message.subtype} ${message.ts}`);
    if (message.subtype === "file_share") url = message.files?.[0]?.url_private_download ?? "";
  });

  const said = await slack.person(BEN).mentions("move & <shake>", { files: [picture] });
  const mine = await fetch(url, { headers: { authorization: `Bearer ${BOT_TOKEN}` } });
  const nobodys = await fetch(url);

  expect(said.text).toBe(`<@${BOT}> move &amp; &lt;shake&gt;`);
  expect(heard.toSorted()).toEqual([`file_share ${said.ts}`, `mention ${said.ts}`]);
  expect(await mine.text()).toBe("a cat");
  expect(nobodys.headers.get("content-type")).toContain("text/html");
});

test("in a shared channel the people of another workspace are heard as such", async () => {
  await using stage = await boltOnSocket();
  const { slack, app } = stage;
  const heard: unknown[] = [];
  slack.world.channelOf(GENERAL).members.add(OLE);
  app.event("app_mention", async ({ event, context }) => {
    heard.push([event.user, event.user_team, context.teamId]);
  });

  await slack.person(OLE).mentions("hello", { channel: GENERAL });
  const { user } = await app.client.users.info({ user: OLE });

  expect(heard).toEqual([[OLE, OTHER_TEAM, TEAM]]);
  expect(user?.team_id).toBe(OTHER_TEAM);
});

test("an event that is not acknowledged comes again, with the same id", async () => {
  await using stage = await boltOnSocket();
  const { slack } = stage;
  slack.settings.retryAfter = [0, 0];
  slack.settings.ackWithin = 50;
  slack.socket.isDown = true;
  slack.socket.drop();
  await slack.until(() => slack.socket.connections === 0);

  await slack.person(ANN).says("hello");
  const all = await slack.until(() => slack.deliveries.length === 3 && slack.deliveries);

  expect(all.map(({ attempt }) => attempt)).toEqual([0, 1, 2]);
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
});

test("a button on a message is pressed, and answered by its address", async () => {
  await using stage = await boltOnSocket();
  const { slack, app } = stage;
  const button = {
    type: "button" as const,
    action_id: "again:1",
    text: plain("Again"),
    value: "1",
  };
  app.action(/^again/, async ({ ack, respond }) => {
    await ack();
    await respond({ text: "Once more.", replace_original: false });
  });
  await app.client.chat.postMessage({
    channel: GENERAL,
    text: "Done",
    blocks: [{ type: "actions", elements: [button] }],
  });
  const [message] = slack.messagesIn(GENERAL);

  await slack.person(ANN).clicks(message!, "Again");

  await slack.until(() => slack.ephemeralsOf(ANN).length === 1);
  expect(labelsOf(message)).toEqual(["Again"]);
  expect(slack.ephemeralsOf(ANN).map(wordsOf)).toEqual(["Once more."]);
});

test("an address for answers takes five", async () => {
  await using stage = await boltOnSocket();
  const { slack, app } = stage;
  app.command("/video", async ({ ack }) => ack());
  const { responseUrl = "" } = await slack.person(ANN).types("/video", { channel: OUTSIDE });
  const body = JSON.stringify({ text: "hello" });
  const headers = { "content-type": "application/json" };
  const statuses: number[] = [];

  for (let time = 0; time < 6; time += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
    statuses.push((await fetch(responseUrl, { method: "POST", body, headers })).status);
  }

  expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
});

test("a message shortcut carries the message, and the home page what was published", async () => {
  await using stage = await boltOnSocket();
  const { slack, app } = stage;
  const heard: unknown[] = [];
  app.shortcut("animate_image", async ({ ack, shortcut }) => {
    await ack();
    if (shortcut.type === "message_action") heard.push(shortcut.message.files?.[0].name);
  });
  app.event("app_home_opened", async ({ event, client }) => {
    const blocks = [{ type: "section" as const, text: { type: "mrkdwn" as const, text: "Hi" } }];
    await client.views.publish({ user_id: event.user, view: { type: "home", blocks } });
  });
  const ann = slack.person(ANN);
  const message = await ann.uploads(picture, { channel: OUTSIDE });

  await ann.usesShortcut("animate_image", message);
  await ann.opensHome();
  const home = await slack.until(() => ann.home());

  expect(message.deliveries).toEqual([]);
  expect(heard).toEqual(["cat.png"]);
  expect(wordsOf(home)).toBe("Hi");
});

test("after a refresh the app is there again", async () => {
  await using stage = await boltOnSocket();
  const { slack, app } = stage;
  app.command("/video", async ({ ack }) => ack());
  const connected = slack.socket.connected();

  slack.socket.refresh();
  await connected;
  const use = await slack.person(ANN).types("/video");

  expect(use.acked).toBe(true);
});

test("an app hears of its own posts, and its workspace of its removal", async () => {
  await using stage = await boltOnSocket();
  const { slack, app } = stage;
  const heard: string[] = [];
  app.event("app_uninstalled", async ({ body }) => void heard.push(`gone from ${body.team_id}`));
  app.event("tokens_revoked", async ({ event }) => void heard.push(`${event.tokens.bot?.[0]}`));
  await app.client.chat.postMessage({ channel: GENERAL, text: "hello" });
  await slack.until(() => slack.deliveries.length === 1);

  await slack.person(ANN).uninstalls();
  const late = app.client.chat.postMessage({ channel: GENERAL, text: "hello" });

  await expect(late).rejects.toThrow("token_revoked");
  expect(heard).toEqual([BOT, `gone from ${TEAM}`]);
});
