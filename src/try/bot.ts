import type { Config } from "../config.ts";
import { readEndpoint } from "../endpoint.ts";
import { UserError } from "../errors.ts";

/** How long a bot that runs may take to say so, in ms. */
const PATIENCE = 3_000;

/** A bot that films for us: one that runs already, or our own. */
export interface Bot {
  /** Asks its API, with the token it wants. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Stops it if it is our own. */
  stop(): Promise<void>;
}

/** Finds the bot that runs on this DATA_DIR, or starts one in this process. */
export async function findBot(config: Config): Promise<Bot> {
  const endpoint = await readEndpoint(config.dataDir);
  if (endpoint && (await isAlive(endpoint.url))) {
    return connect(endpoint.url, config.playground.token, async () => {});
  }
  // Only now, because it is the whole bot.
  const { start } = await import("../main.ts");
  const own = await start({
    ...config,
    host: "127.0.0.1",
    port: 0,
    logLevel: "silent",
    playground: { isOn: true, token: undefined },
  });
  return connect(own.url, undefined, () => own.stop());
}

function connect(url: string, token: string | undefined, stop: () => Promise<void>): Bot {
  return {
    async ask(path, init = {}) {
      const headers = new Headers(init.headers);
      if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
      const response = await fetch(`${url}/api/local/${path}`, { ...init, headers });
      if (response.status === 401) {
        throw new UserError("The bot that runs here asks for its PLAYGROUND_TOKEN: set it.");
      }
      return response;
    },
    stop,
  };
}

/** What was announced may be long gone. */
async function isAlive(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(PATIENCE) })).ok;
  } catch {
    return false;
  }
}
