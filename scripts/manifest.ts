import { mkdirSync, writeFileSync } from "node:fs";
import { commands } from "../commands/index.ts";
import { createManifest } from "../src/platforms/slack/manifest.ts";

// Writes what Slack is told about the app, from the commands that there are: `npm run manifest`.
// An address after it takes the place of the example in the one for HTTP.

const [address = "https://rushes.example.org"] = process.argv.slice(2);
const folder = new URL("../slack/", import.meta.url);

mkdirSync(folder, { recursive: true });
write("manifest.json", undefined);
write("manifest.http.json", address);

function write(name: string, url: string | undefined): void {
  const text = JSON.stringify(createManifest(commands, { url }), undefined, 2);
  writeFileSync(new URL(name, folder), `${text}\n`);
}
