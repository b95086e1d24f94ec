import { expect, test } from "vitest";
import { createInstallations } from "../../../src/platforms/slack/line/installations.ts";

const who = { teamId: "T1", enterpriseId: undefined, isEnterpriseInstall: false };

/** Who keeps installations, slow to learn whether a token is still good. */
function begin() {
  const kept = new Map<string, string>();
  const asked = Promise.withResolvers<void>();
  const said = Promise.withResolvers<"good" | "revoked" | "unknown">();
  let now = 1_000_000;
  const installations = createInstallations({
    shelf: {
      get: async (key) => kept.get(key),
      set: async (key, value) => void kept.set(key, value),
      delete: async (key) => void kept.delete(key),
    },
    stateOf() {
      asked.resolve();
      return said.promise;
    },
    now: () => (now += 5_000),
  });
  const made = (token: string) => ({
    user: { id: "U1", token: undefined, scopes: undefined },
    bot: { token, scopes: [], id: "B1", userId: "U2" },
    authVersion: "v2" as const,
  });
  const install = (token: string, enterprise?: string) =>
    installations.store.storeInstallation({
      ...made(token),
      team: { id: "T1" },
      enterprise: enterprise === undefined ? undefined : { id: enterprise },
      isEnterpriseInstall: false,
    });
  const installAll = (token: string) =>
    installations.store.storeInstallation({
      ...made(token),
      team: undefined,
      enterprise: { id: "E1" },
      isEnterpriseInstall: true,
    });
  return { kept, asked: asked.promise, say: said.resolve, installations, install, installAll };
}

test("who comes back while a farewell is looked into stays", async () => {
  const { kept, asked, say, installations, install } = begin();
  await install("xoxb-old");

  const leaving = installations.forget(who, 2_000);
  await asked;
  await install("xoxb-new");
  say("revoked");

  expect(await leaving).toBeUndefined();
  expect([...kept.values()].join()).toContain("xoxb-new");
});

test("a farewell that comes twice is one", async () => {
  const { kept, say, installations, install } = begin();
  await install("xoxb-old");
  say("revoked");

  const left = await Promise.all([
    installations.forget(who, 2_000),
    installations.forget(who, 2_000),
  ]);

  expect(left).toEqual([["T1"], ["T1"]]);
  expect(kept.size).toBe(0);
});

test("a workspace's own installation goes before its organization's", async () => {
  const { installations, install, installAll } = begin();
  await installAll("xoxb-all");
  await install("xoxb-own", "E1");

  const found = await Promise.all(
    ["T1", "T2"].map((teamId) => installations.find({ teamId, enterpriseId: "E1" })),
  );

  expect(found.map((one) => one?.installation.bot?.token)).toEqual(["xoxb-own", "xoxb-all"]);
});

test.each(["good", "unknown"] as const)(
  "an organization stays whose token is %s, when one of its workspaces says farewell",
  async (state) => {
    const { kept, say, installations, installAll } = begin();
    await installAll("xoxb-all");
    say(state);

    const left = await installations.forget({ ...who, enterpriseId: "E1" }, 2_000);

    expect(left).toEqual(["T1"]);
    expect([...kept.values()].join()).toContain("xoxb-all");
  },
);

test.each([
  [1_004, undefined, 1],
  [1_005, ["T1"], 0],
] as const)(
  "where Slack does not say, a farewell of second %i counts by our clock",
  async (second, left, stays) => {
    const { kept, say, installations, install } = begin();
    await install("xoxb-own");
    say("unknown");

    expect(await installations.forget(who, second)).toEqual(left);
    expect(kept.size).toBe(stays);
  },
);

test("an organization that leaves takes all that it served, and nothing that has its own", async () => {
  const { kept, say, installations, install, installAll } = begin();
  await installAll("xoxb-all");
  await install("xoxb-own", "E1");
  await installations.note("E1", "T2");
  say("revoked");

  const left = await installations.forget(
    { teamId: "T3", enterpriseId: "E1", isEnterpriseInstall: true },
    2_000,
  );

  expect(left).toEqual(["T3", "T2"]);
  expect([...kept.values()].join()).toMatch(/^(?!.*xoxb-all).*xoxb-own/);
});

test("where a workspace and its organization have us, the one that leaves is the one that says so", async () => {
  const { kept, say, installations, install, installAll } = begin();
  await installAll("xoxb-all");
  await install("xoxb-own", "E1");
  say("revoked");
  const whole = { teamId: "T1", enterpriseId: "E1", isEnterpriseInstall: true };

  await installations.forget(whole, 2_000);
  const afterAll = [...kept.values()].join();
  await installAll("xoxb-all");
  await installations.forget({ ...whole, isEnterpriseInstall: false }, 2_000);

  expect(afterAll).toContain("xoxb-own");
  expect([...kept.values()].join()).toMatch(/^(?!.*xoxb-own).*xoxb-all/);
});

test("a workspace that leaves takes no other of its organization along", async () => {
  const { say, installations, install } = begin();
  await install("xoxb-own", "E1");
  await installations.note("E1", "T2");
  say("revoked");

  const left = await installations.forget({ ...who, enterpriseId: "E1" }, 2_000);

  expect(left).toEqual(["T1"]);
});
