import { once } from "node:events";
import { createServer } from "node:net";
import type { Config } from "../config.ts";
import { readEndpoint } from "../endpoint.ts";
import type { Check, Finding } from "./finding.ts";
import { fine, off, wrong } from "./finding.ts";

const PATIENCE = 5_000; // ms

/** Whether a bot runs on this DATA_DIR, and whether the world reaches it where it says. */
export function runningCheck({ dataDir, publicUrl, host, port }: Config): Check {
  return {
    name: "bot",
    async run() {
      const endpoint = await readEndpoint(dataDir);
      const runs = endpoint !== undefined && (await answers(new URL("/healthz", endpoint.url)));
      if (!runs) return [await idleFinding(host, port)];
      return [fine(`it runs at ${endpoint.url}`), ...(await publicFinding(publicUrl))];
    },
  };
}

/** A bot that does not run needs its port to be free when it starts. */
async function idleFinding(host: string, port: number): Promise<Finding> {
  const idle = off("it does not run here now", "npm start");
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
    return idle;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "EADDRINUSE") return idle;
    const next = "set PORT to a free one, or to 0 for any";
    return wrong(`port ${port} is taken by another program`, next);
  } finally {
    server.close();
  }
}

async function publicFinding(publicUrl: string | undefined): Promise<Finding[]> {
  if (publicUrl === undefined) return [];
  if (await answers(new URL("/healthz", publicUrl))) {
    return [fine(`it can be reached at ${publicUrl}`)];
  }
  const next = "check PUBLIC_URL, and the proxy or tunnel that leads from there to this bot";
  return [wrong(`it does not answer at ${publicUrl}`, next)];
}

async function answers(url: URL): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(PATIENCE) })).ok;
  } catch {
    return false;
  }
}
