import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** Where the bot that runs on a DATA_DIR listens: how other programs on this machine find it. */
export const Endpoint = z.object({ url: z.url(), pid: z.int() });
export type Endpoint = z.infer<typeof Endpoint>;

const pathIn = (dataDir: string) => join(dataDir, "endpoint.json");

export async function announceEndpoint(dataDir: string, endpoint: Endpoint): Promise<void> {
  await writeFile(pathIn(dataDir), JSON.stringify(endpoint), { mode: 0o600 });
}

export async function withdrawEndpoint(dataDir: string): Promise<void> {
  await rm(pathIn(dataDir), { force: true });
}

/** What was announced; a bot that was killed may be gone all the same, so ask it. */
export async function readEndpoint(dataDir: string): Promise<Endpoint | undefined> {
  try {
    return Endpoint.parse(JSON.parse(await readFile(pathIn(dataDir), "utf8")));
  } catch {
    return undefined;
  }
}
