// Installs by the lock file when node_modules is missing or older than the lock.
// Runs before `npm start`, `npm test` and the like, on whatever Node the system has (20 or newer).
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const LOCK = "package-lock.json";
const STAMP = "node_modules/.package-lock.json";

const fresh =
  existsSync(STAMP) &&
  existsSync("node_modules/.bin/node") &&
  statSync(STAMP).mtimeMs >= statSync(LOCK).mtimeMs;

if (!fresh) {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  if (!npm || !node) throw new Error("run this through npm: npm start");
  console.log("Installing what Rushes needs (once, about half a minute)…");
  // npm_node_execpath keeps npm off the Node binary that is being replaced.
  execFileSync(node, [npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    stdio: "inherit",
    env: { ...process.env, SKIP_FFMPEG: "true" },
  });
}
