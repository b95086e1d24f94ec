import { enableCompileCache, flushCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Keeps what Node has made of our TypeScript: the next start is quicker, and needs some 30 MB less,
// because the compiler itself is not loaded. NODE_COMPILE_CACHE names another folder for it.
const folder = new URL("../node_modules/.cache/compiled", import.meta.url);
enableCompileCache(process.env.NODE_COMPILE_CACHE ?? fileURLToPath(folder));
// A bot that is killed writes nothing at its end.
setTimeout(() => flushCompileCache(), 10_000).unref();
