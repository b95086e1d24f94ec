import { Hono } from "hono";
import { expect, test } from "vitest";
import { createDoor } from "../../src/web/door.ts";

const here = { host: "127.0.0.1:3000" };
const publicUrl = "https://bot.example.org";
const beyond = { host: "bot.example.org", "x-forwarded-for": "203.0.113.9" };
const token = "open-sesame";
const open = { host: "0.0.0.0", publicUrl, token };

interface DoorOptions {
  readonly host?: string;
  readonly token?: string | undefined;
  readonly publicUrl?: string;
}

function behindDoor(options: DoorOptions): Hono {
  const app = new Hono();
  const door = createDoor({
    host: "127.0.0.1",
    askForToken: (c, wasWrong) => c.text(wasWrong ? "wrong" : "token?", 401),
    ...options,
  });
  app.route("/", door);
  app.all("*", (c) => c.text("in"));
  return app;
}

async function enter(options: DoorOptions, headers: Record<string, string>, path = "/api/local/x") {
  return behindDoor(options).request(path, { method: "POST", headers });
}

/** Types a token into the form. */
async function knock(options: DoorOptions, given: string, headers: Record<string, string> = {}) {
  const body = new URLSearchParams({ token: given }).toString();
  const length = { "content-length": String(body.length) };
  const form = { "content-type": "application/x-www-form-urlencoded" };
  return behindDoor(options).request("/enter", {
    method: "POST",
    headers: { ...beyond, ...form, ...length, ...headers },
    body,
  });
}

test("this machine comes in without a token", async () => {
  expect((await enter({}, here)).status).toBe(200);
});

test.each([
  ["the public name", { host: "bot.example.org" }],
  ["a proxy that keeps our own name", { ...here, "x-forwarded-for": "203.0.113.9" }],
  ["a proxy that tells the name it was asked by", { ...here, "x-forwarded-host": "localhost" }],
  ["a proxy that tells the real address", { ...here, "x-real-ip": "127.0.0.1" }],
  ["a proxy of the standard", { ...here, forwarded: "for=203.0.113.9" }],
  ["a foreign name for this machine", { host: "evil.example:3000" }],
  ["nobody's name", { host: "" }],
  ["a page of another site", { ...here, origin: "https://evil.example" }],
  ["a page of another port", { ...here, origin: "http://127.0.0.1:8080" }],
  ["a page without an origin of its own", { ...here, origin: "null" }],
])("without a token, %s stays outside", async (_who, headers) => {
  const answer = await enter({ publicUrl }, headers);

  expect(answer.status).toBe(403);
});

test("beyond this machine only the token opens", async () => {
  const answers = await Promise.all([
    enter(open, beyond),
    enter(open, { ...beyond, authorization: "Bearer wrong-sesame" }),
    enter(open, { ...beyond, authorization: `Bearer ${token}` }),
    enter({ ...open, token: undefined }, beyond),
    enter({ ...open, token: undefined }, here),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([401, 401, 200, 403, 403]);
});

test("a program hears in JSON what a person sees as a form", async () => {
  const program = await enter(open, beyond, "/api/local/commands");
  const person = await enter(open, beyond, "/");

  expect(await program.json()).toEqual({ error: expect.stringContaining("Bearer") });
  expect(await person.text()).toBe("token?");
});

test("behind a proxy, the page under its public name is no other site", async () => {
  const authorization = `Bearer ${token}`;
  const proxied = { host: "10.0.0.7:3000", authorization };

  const own = await enter(open, { ...proxied, origin: publicUrl });
  const foreign = await enter(open, { ...proxied, origin: "https://evil.example" });

  expect([own.status, foreign.status]).toEqual([200, 403]);
});

test("the form's cookie opens, and no other one does", async () => {
  const answer = await knock(open, ` ${token} `);
  const [cookie = ""] = (answer.headers.get("set-cookie") ?? "").split(";");

  const answers = await Promise.all([
    enter(open, { ...beyond, cookie }),
    enter(open, { ...beyond, cookie: `rushes_key=${token}` }),
    enter(open, { ...beyond, cookie: "rushes_key=anything" }),
    enter({ ...open, token: "another" }, { ...beyond, cookie }),
  ]);

  expect(answer.status).toBe(303);
  expect(answers.map(({ status }) => status)).toEqual([200, 401, 401, 401]);
});

test("a wrong token gets no cookie, and is told", async () => {
  const answer = await knock(open, "wrong-sesame");

  expect(await answer.text()).toBe("wrong");
  expect(answer.headers.get("set-cookie")).toBeNull();
});

test("the cookie travels over https alone where the bot is reached by it", async () => {
  const secure = await knock(open, token);
  const plain = await knock({ ...open, publicUrl: "http://bot.example.org" }, token);

  expect(secure.headers.get("set-cookie")).toMatch(/; Secure/);
  expect(plain.headers.get("set-cookie")).not.toMatch(/; Secure/);
});

test("a form that is too long, or does not say how long it is, is not read", async () => {
  const announced = await knock(open, "x".repeat(5_000));
  const silent = await behindDoor(open).request("/enter", {
    method: "POST",
    headers: { ...beyond, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ token }).toString(),
  });

  expect([announced.status, silent.status]).toEqual([413, 413]);
});
