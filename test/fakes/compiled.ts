import { fileURLToPath } from "node:url";

/** Where the bot's processes in tests keep what Node has made of our TypeScript: they start quicker. */
export const COMPILED = {
  NODE_COMPILE_CACHE: fileURLToPath(
    new URL("../../node_modules/.cache/compiled-tests", import.meta.url),
  ),
};
