// Installs by the lock file when node_modules is missing or older than the lock.
// Runs before `npm start`, `npm test` and the like, on whatever Node the system has (20 or newer).
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const LOCK = "package-lock.json";
const STAMP = "node_modules/.package-lock.json";

const fresh =
  existsSync(STAMP) &&
  existsSync("node_modules/.bin/node") &&
  statSync(STAMP).mtimeMs >= statSync(LOCK).mtimeMs;

if (!fresh) install();

function install() {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  if (!npm || !node) return stop("Run this through npm: npm start");
  console.log("Installing what Rushes needs (once, about half a minute)…");
  // npm_node_execpath keeps npm off the Node binary that is being replaced.
  const { status } = spawnSync(node, [npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    stdio: "inherit",
    env: { ...process.env, SKIP_FFMPEG: "true" },
  });
  // npm has said why.
  if (status !== 0)
    stop("Rushes could not be installed. Mend what npm says above, then try again.");
}

function stop(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}
