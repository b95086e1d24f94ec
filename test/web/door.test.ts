import { Hono } from "hono";
import { expect, test } from "vitest";
import { createDoor } from "../../src/web/door.ts";

function enter(
  deps: { host?: string; token?: string; publicUrl?: string },
  headers: Record<string, string>,
) {
  const app = new Hono();
  const door = createDoor({
    host: "127.0.0.1",
    askForToken: (c) => c.text("token?", 401),
    ...deps,
  });
  app.route("/", door);
  app.post("/api/local/actions", (c) => c.text("in"));
  return app.request("/api/local/actions", { method: "POST", headers });
}

const here = { host: "127.0.0.1:3000" };
const token = "open-sesame";

test("this machine comes in without a token", async () => {
  expect((await enter({}, here)).status).toBe(200);
});

test.each([
  ["the public name", { host: "bot.example.org" }],
  ["a proxy that keeps our own name", { ...here, "x-forwarded-for": "203.0.113.9" }],
  ["a proxy of the standard", { ...here, forwarded: "for=203.0.113.9" }],
  ["a foreign name for this machine", { host: "evil.example:3000" }],
  ["a page of another site", { ...here, origin: "https://evil.example" }],
])("without a token, %s stays outside", async (_who, headers) => {
  const answer = await enter({ publicUrl: "https://bot.example.org" }, headers);

  expect(answer.status).toBe(403);
});

test("beyond this machine only the token opens", async () => {
  const headers = { host: "bot.example.org", "x-forwarded-for": "203.0.113.9" };
  const deps = { host: "0.0.0.0", publicUrl: "https://bot.example.org", token };

  const answers = await Promise.all([
    enter(deps, headers),
    enter(deps, { ...headers, authorization: "Bearer wrong-sesame" }),
    enter(deps, { ...headers, authorization: `Bearer ${token}` }),
    enter({ ...deps, token: undefined }, headers),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([401, 401, 200, 403]);
});
