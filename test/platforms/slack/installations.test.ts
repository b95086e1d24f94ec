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
  const install = (token: string) =>
    installations.store.storeInstallation({
      team: { id: "T1" },
      enterprise: undefined,
      user: { id: "U1", token: undefined, scopes: undefined },
      bot: { token, scopes: [], id: "B1", userId: "U2" },
      isEnterpriseInstall: false,
      authVersion: "v2",
    });
  return { kept, asked: asked.promise, say: said.resolve, installations, install };
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
