import { mkdirSync, writeFileSync } from "node:fs";
import { commands } from "../commands/index.ts";
import { createManifest } from "../src/platforms/slack/manifest.ts";

// Writes what Slack is told about the app, from the commands that there are: `npm run manifest`.
// An address after it takes the place of the example in the one for HTTP.

const [address = "https://rushes.example.org"] = process.argv.slice(2);
const url = URL.parse(address);

if (url?.protocol === "https:" && url.href === `${url.origin}/`) {
  mkdirSync(new URL("../slack/", import.meta.url), { recursive: true });
  write("slack/manifest.json", undefined);
  write("slack/manifest.http.json", url.origin);
} else {
  console.error(`Slack cannot call ${address}. Name an address as https://rushes.example.org.`);
  process.exitCode = 2;
}

function write(name: string, at: string | undefined): void {
  const text = JSON.stringify(createManifest(commands, { url: at }), undefined, 2);
  writeFileSync(new URL(`../${name}`, import.meta.url), `${text}\n`);
  console.log(at === undefined ? `Wrote ${name}, for Socket Mode.` : `Wrote ${name}, for ${at}.`);
}
