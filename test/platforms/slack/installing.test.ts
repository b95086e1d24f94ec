import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { writePlace } from "../../../src/platforms/slack/refs.ts";
import { ANN, GENERAL, TEAM } from "../../fakes/slack/slack.ts";
import type { WebStage } from "./web-stage.ts";
import { openWebStage } from "./web-stage.ts";

vi.setConfig({ testTimeout: 30_000 });

const PLACE = writePlace({ team: TEAM, channel: GENERAL, user: ANN });

let stage: WebStage;
beforeEach(async () => (stage = await openWebStage()));
afterEach(() => stage.close());

const kept = () => [...stage.remembered.keys()].filter((key) => key.startsWith("inst"));

/** Goes as far as Slack's own page, where somebody agrees: what their browser is to open next. */
async function agree() {
  const page = await fetch(stage.installUrl);
  const [cookie = ""] = page.headers.getSetCookie().map((one) => one.split(";")[0]);
  const [, link = ""] = /href="([^"]*authorize[^"]*)"/.exec(await page.text()) ?? [];
  const agreed = await fetch(link.replaceAll("&amp;", "&"), { redirect: "manual" });
  const { pathname, search } = new URL(agreed.headers.get("location") ?? "");
  const next = new URL(`${pathname}${search}`, stage.installUrl);
  const follow = async (headers: Record<string, string>, url = next) =>
    (await fetch(url, { headers })).status;
  return { cookie, next, follow };
}

test("who is sent to the end of somebody else's installation installs nothing", async () => {
  const { follow } = await agree();
  const { cookie } = await agree();

  const statuses = [await follow({}), await follow({ cookie })];

  expect(statuses).toEqual([400, 400]);
  expect(kept()).toEqual([]);
});

test("a state that we did not sign installs nothing", async () => {
  const { next, follow } = await agree();
  const [head, , tail] = (next.searchParams.get("state") ?? "").split(".");
  const claims = { installOptions: { scopes: [] }, now: new Date().toISOString() };
  const forged = [head, Buffer.from(JSON.stringify(claims)).toString("base64url"), tail].join(".");
  next.searchParams.set("state", forged);

  const status = await follow({ cookie: `slack-app-oauth-state=${forged}` }, next);

  expect(status).toBe(400);
  expect(kept()).toEqual([]);
});

test("an installation that is replayed changes nothing", async () => {
  const { cookie, follow } = await agree();
  const first = await follow({ cookie });
  stage.remembered.clear();

  const second = await follow({ cookie });

  expect([first, second]).toEqual([200, 400]);
  expect(kept()).toEqual([]);
});

test("a code that Slack may have taken is not sent again", async () => {
  stage.slack.fail("oauth.v2.access", { kind: "lost" });

  const page = await stage.slack.person(ANN).installs(stage.installUrl);

  expect(page.status).toBe(400);
  expect(stage.slack.calls("oauth.v2.access")).toHaveLength(1);
});

test("what another process has forgotten is of no use a minute later", async () => {
  let now = Date.now();
  await stage.close();
  stage = await openWebStage({ now: () => now });
  await stage.slack.person(ANN).installs(stage.installUrl);
  const { platform } = stage.stages[1]!;
  const open = (key: string) => platform.openThread(PLACE, "a boat", key);
  await open("one");
  for (const key of kept()) stage.remembered.delete(key);

  now += 61_000;

  await expect(open("two")).rejects.toMatchObject({ failure: "forbidden" });
  expect(stage.slack.calls("chat.postMessage")).toHaveLength(1);
});

test("who hears a farewell sends nothing more with that token", async () => {
  await stage.slack.person(ANN).installs(stage.installUrl);
  await Promise.all(
    stage.stages.map(({ platform }, nth) => platform.openThread(PLACE, "a boat", `${nth}`)),
  );

  await stage.slack.person(ANN).uninstalls(["app_uninstalled"]);
  await stage.stop();
  const heard = stage.stages.find(({ gone }) => gone.length > 0);

  const opening = heard?.platform.openThread(PLACE, "a boat", "more");
  await expect(opening).rejects.toMatchObject({ failure: "forbidden" });
  expect(stage.slack.calls("chat.postMessage")).toHaveLength(2);
});
