import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFal } from "../fakes/fal-studio.ts";
import { quickModels } from "./quick-models.ts";

/** Three seconds, small: long enough to be edited and filmed on. */
const FILM = readFileSync(new URL("../fixtures/dusk.mp4", import.meta.url));
/** What the chat model makes of every prompt. */
export const BETTER = "Close-up: a red fox trots through a snowy forest at dusk";

/** A studio that films at once, and a chat model that helps with prompts: every mode is there. */
export async function openQuickStudio() {
  const folder = await mkdtemp(join(tmpdir(), "rushes-models-"));
  const models = await quickModels(folder);
  const fal = await startFal({ clip: FILM, price: { unit_price: 0.1, unit: "seconds" } });
  const chat = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ choices: [{ message: { content: BETTER } }] }));
  });
  await new Promise<void>((resolve) => chat.listen(0, "127.0.0.1", resolve));
  const { port } = chat.address() as AddressInfo;

  return {
    /** What was filmed, in order: the end of the endpoint, and what it was asked for. */
    films: (): Record<string, unknown>[] =>
      fal.bills.map(({ path, body }) => ({ endpoint: path.split("/").at(-1), ...body })),
    /** How a bot gets there. */
    env: {
      FAL_KEY: "fal-test",
      FAL_URL: fal.baseUrl,
      MODELS_FILE: models,
      DEFAULT_MODEL: "veo-3.1-fast",
      DEFAULT_BUDGET_USD: "50",
      CONFIRM_ABOVE_USD: "20",
      COACH_MODEL: "words-1",
      COACH_URL: `http://127.0.0.1:${port}`,
    },
    async close() {
      chat.closeAllConnections();
      await new Promise((resolve) => chat.close(resolve));
      await fal.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
