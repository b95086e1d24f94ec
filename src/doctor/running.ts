import type { Config } from "../config.ts";
import { readEndpoint } from "../endpoint.ts";
import type { Check, Finding } from "./finding.ts";
import { fine, off, wrong } from "./finding.ts";

const PATIENCE = 5_000; // ms

/** Whether a bot runs on this DATA_DIR, and whether the world reaches it where it says. */
export function runningCheck({ dataDir, publicUrl }: Config): Check {
  return {
    name: "bot",
    async run() {
      const endpoint = await readEndpoint(dataDir);
      const runs = endpoint !== undefined && (await answers(new URL("/healthz", endpoint.url)));
      if (!runs) return [off("it does not run here now", "npm start")];
      return [fine(`it runs at ${endpoint.url}`), ...(await publicFinding(publicUrl))];
    },
  };
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
