import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

const TRIES = 50;

/**
 * A port of this machine that nobody uses. It lies below those that systems give away by themselves:
 * nobody gets it by chance before it is used, or while its server is restarted.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(10_000, 20_000);
    if (await isFree(port)) return port;
  }
  throw new Error("no port is free");
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
    return true;
  } catch {
    return false;
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
