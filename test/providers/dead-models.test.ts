import { afterEach, expect, test, vi } from "vitest";
import { createLog } from "../../src/log.ts";
import { createCatalogue, deadModels } from "../../src/providers/catalogue.ts";
import type { VideoProvider } from "../../src/providers/provider.ts";
import { createMuApiProvider } from "../../src/providers/muapi/muapi.ts";
import { startMuApi } from "../fakes/muapi-studio.ts";
import { entry } from "./studio-stage.ts";

const PATIENCE = 200;
const models = [
  entry("muapi", { id: "alive", name: "film-one-*", family: "veo", modes: ["text"] }),
  entry("muapi", { id: "gone", name: "film-zero-*", family: "veo", modes: ["text"] }),
];

let studio: Awaited<ReturnType<typeof startMuApi>>;
afterEach(() => studio.stop());

async function openProvider(): Promise<VideoProvider> {
  studio = await startMuApi();
  const { baseUrl } = studio;
  const preparePicture = async () => {};
  return createMuApiProvider({ apiKey: "x", baseUrl }, { catalogue: models, preparePicture });
}

test("a model that its studio no longer lists is off, told in one line", async () => {
  const provider = await openProvider();
  const log = createLog("silent");
  const warn = vi.spyOn(log, "warn");

  const dead = await deadModels([provider], log);
  const catalogue = createCatalogue({ providers: [provider], dead, now: Date.now });

  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn.mock.calls[0]?.[0]).toEqual({ provider: "muapi", models: ["gone"] });
  expect(catalogue.offered().map(({ id }) => id)).toEqual(["alive"]);
  expect(() => catalogue.find("gone")).toThrow("Its studio no longer has gone. Try alive.");
  expect(catalogue.known("gone")).toMatchObject({ id: "gone" });
});

test.each([
  { kind: "hang" },
  { kind: "status", status: 500 },
  { kind: "malformed" },
  { kind: "status", status: 200, body: { surprise: true } },
] as const)("a studio that answers with %o keeps its models, and no start waits", async (fault) => {
  const provider = await openProvider();
  studio.fail("models", fault);

  expect([...(await deadModels([provider], createLog("silent"), PATIENCE))]).toEqual([]);
});

test("a provider that heeds no signal, and one that cannot be asked, keep their models", async () => {
  const { check: _check, ...mute } = await openProvider();
  const deaf = { ...mute, check: () => new Promise<never>(() => {}) };

  expect([...(await deadModels([deaf, mute], createLog("silent"), PATIENCE))]).toEqual([]);
});
