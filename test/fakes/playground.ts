import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog } from "../../src/log.ts";
import type { Logger } from "../../src/log.ts";
import { createLocalPlatform } from "../../src/platforms/local/local.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { createPlayground } from "../../src/web/playground.ts";
import { createWebServer } from "../../src/web/server.ts";
import { createFakeFront } from "./front.ts";

const STILL = new URL("../fixtures/dusk.jpg", import.meta.url);

interface PlaygroundOptions {
  readonly folder?: string;
  readonly port?: number;
  readonly token?: string;
  readonly host?: string;
  readonly maxImageBytes?: number;
  readonly log?: Logger;
}

/** The whole playground over loopback with a fake bot behind it. `close` leaves nothing behind. */
export async function openPlayground(options: PlaygroundOptions = {}) {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "rushes-playground-")));
  const { log = createLog("silent") } = options;
  const store = await openSqlite(folder);
  const money = { used: 1_200_000, reserved: 0, limit: 10_000_000, text: "$8.80 of $10.00 left" };
  /** The clips that a preview was made of. */
  const previewed: string[] = [];
  const platform = createLocalPlatform({
    db: store.db,
    folder,
    maxImageBytes: options.maxImageBytes ?? 1_000_000,
    budget: async () => money,
    stateOf: async (job) => bot.jobs.get(job)?.state,
    previews: {
      async make({ from, to }) {
        previewed.push(from);
        await copyFile(STILL, to);
      },
    },
    now: Date.now,
    log,
  });
  const bot = createFakeFront(() => platform);
  const { token, host = "127.0.0.1" } = options;
  const web = createWebServer({
    host: "127.0.0.1",
    port: options.port ?? 0,
    log,
    routes: [{ path: "/", app: createPlayground({ api: platform.routes, host, token }) }],
    isReady: async () => true,
    metrics: async () => "rushes_up 1\n",
  });
  await platform.start(bot.front);
  const { url } = await web.start();

  /** Stops serving and keeps the folder, as a restart does. */
  async function stop() {
    await platform.stop();
    await web.stop();
    await store.close();
  }

  return {
    url,
    folder,
    platform,
    bot,
    money,
    previewed,
    stop,
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
