import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const basics = [
  "src/errors.ts",
  "src/log.ts",
  "src/money.ts",
  "src/ids.ts",
  "src/seal.ts",
  "src/secret.ts",
  "src/words.ts",
  "src/said.ts",
  "src/unreachable.ts",
  "src/loopback.ts",
  "src/clear-away.ts",
  "src/slips.ts",
  "src/sweeping.ts",
  "src/serving/",
];
const ports = {
  platform: ["src/platforms/platform.ts"],
  provider: ["src/providers/provider.ts"],
  queue: ["src/queue/queue.ts"],
};
const catalogue = ["src/providers/catalogue.ts", "src/providers/styles.ts"];
/** What a request means in pixels, money and words: the same for every provider. */
const request = ["src/providers/request/"];
const store = ["src/store/"];
/** How commands are drawn and typed, the same for every platform. */
const options = ["src/platforms/option", "src/platforms/text-"];
/** What every chat needs: calm edits, turns, what a button carries. */
const chat = ["src/platforms/chat/"];

/** What an adapter's own doctor finds. */
const finding = ["src/doctor/finding.ts"];

/** The database adapters: only `main.ts` opens one. */
const OPENERS = ["src/store/sqlite.ts", "src/store/postgres.ts"];

/**
 * Who may import whom; the first line that fits a file counts. A folder (`x/`) may import itself,
 * the shelves of a row (`x/*`) may not import each other. `main.ts` builds everything.
 */
const MAY_IMPORT: readonly [place: string, allowed: readonly string[]][] = [
  ["src/main.ts", ["src/", "commands/index.ts"]],
  ["src/open/", ["src/"]],
  ["src/data.ts", ["src/data/", "src/config.ts", ...store, ...basics]],
  ["src/data/", ["src/config.ts", ...store, ...basics]],
  ["src/try.ts", ["src/main.ts", "src/config.ts", "src/endpoint.ts", "src/try/", ...basics]],
  ["src/try/", ["src/endpoint.ts", "src/config.ts", "src/main.ts", ...basics]],
  [
    "src/guilds/",
    [
      "src/quota/settings.ts",
      "src/media/intake.ts",
      ...catalogue,
      ...ports.provider,
      ...request,
      ...store,
      ...basics,
    ],
  ],
  ["src/coach/", ["src/guilds/", ...catalogue, ...ports.provider, ...request, ...store, ...basics]],
  ["src/moderation/", basics],
  ["src/doctor.ts", ["src/", "commands/index.ts"]],
  [
    // It asks adapters' own doctors, and only those that are on.
    "src/doctor/accounts.ts",
    ["src/config.ts", "src/doctor/", "src/open/studios.ts"],
  ],
  [
    "src/doctor/",
    [
      "src/config.ts",
      "src/data/open.ts",
      "src/endpoint.ts",
      "src/media/ffmpeg-tool.ts",
      "src/moderation/blocklist.ts",
      ...catalogue,
      ...store,
      ...basics,
    ],
  ],
  [
    "commands/",
    [
      "src/quota/ledger-file.ts",
      "src/quota/spending.ts",
      "src/command.ts",
      "src/coach/",
      "src/guilds/",
      "src/quota/quota.ts",
      ...catalogue,
      ...ports.platform,
      ...basics,
    ],
  ],
  ["src/consents/", ["src/quota/settings.ts", ...ports.platform, ...store, ...basics]],
  ["src/bot.ts", ["src/command.ts", ...ports.platform, ...basics]],
  [
    "src/command.ts",
    [
      "src/jobs/jobs.ts",
      "src/coach/coach.ts",
      "src/consents/consents.ts",
      "src/guilds/guilds.ts",
      "src/media/charts.ts",
      "src/quota/quota.ts",
      "src/quota/ledger-file.ts",
      "src/quota/spending.ts",
      ...catalogue,
      ...ports.platform,
      ...basics,
    ],
  ],
  [
    "src/jobs/",
    [
      "src/quota/quota.ts",
      "src/guilds/",
      "src/moderation/moderation.ts",
      "src/media/",
      ...catalogue,
      ...store,
      ...Object.values(ports).flat(),
      ...basics,
    ],
  ],
  ["src/quota/", [...store, ...basics]],
  ["src/platforms/platform.ts", basics],
  ["src/platforms/text-", [...options, ...basics]],
  ["src/platforms/option", [...ports.platform, ...options, ...basics]],
  ["src/platforms/chat/", [...ports.platform, ...options, ...store, ...basics]],
  [
    "src/platforms/*",
    [...finding, ...ports.platform, ...options, ...chat, ...store, "src/media/", ...basics],
  ],
  ["src/providers/provider.ts", basics],
  [
    "src/providers/catalogue.ts",
    [...ports.provider, ...request, "src/providers/catalogue/", ...basics],
  ],
  [
    "src/providers/*",
    [...ports.provider, ...request, "src/providers/http.ts", "src/media/", ...basics],
  ],
  ["src/queue/queue.ts", store],
  ["src/queue/*", [...ports.queue, ...store, ...basics]],
  ["src/store/", basics],
  ["src/media/", basics],
  ["src/web/page/", ["src/platforms/", "src/said.ts", "src/unreachable.ts"]],
  ["src/web/", [...basics]],
  ["src/config.ts", ["src/config/", ...basics]],
  ["src/config/", basics],
  ["src/parts.ts", ["src/config.ts", "src/open/studios.ts", ...basics]],
  ["src/*", basics],
];

/** The files that a text imports, as paths from the root. */
function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, path = ""]) =>
    join(dirname(file), path),
  );
}

/** The part of a shelf that a file stands on: `src/providers/fal.ts` or `src/providers/fal/`. */
function shelfOf(file: string, row: string): string {
  const [name = ""] = file.slice(row.length).split("/");
  return name.endsWith(".ts") ? row + name : `${row}${name}/`;
}

function strangersOf(file: string, text: string): string[] {
  const [place, allowed] = MAY_IMPORT.find(([key]) => file.startsWith(key.replace("*", ""))) ?? [
    "",
    [],
  ];
  const own = place.endsWith("*") ? shelfOf(file, place.slice(0, -1)) : place;
  const reach = [...allowed, own, own.replace(/\.ts$/, "/"), own.replace(/\/$/, ".ts")];
  const isFree =
    file === "src/main.ts" || file.startsWith("src/open/") || /^src\/(store|data)\//.test(file);
  return importsOf(file, text).filter(
    (path) => !reach.some((key) => path.startsWith(key)) || (!isFree && OPENERS.includes(path)),
  );
}

test.each(globSync("{src,commands}/**/*.ts"))("%s imports only what it may", (file) => {
  expect(strangersOf(file, readFileSync(file, "utf8"))).toEqual([]);
});

test.each([
  ["src/jobs/steps/poll.ts", 'import { x } from "../../platforms/local/local.ts";'],
  ["src/jobs/steps/poll.ts", 'import { x } from "../../store/sqlite.ts";'],
  ["src/providers/openai/openai.ts", 'import { x } from "../animatic/animatic.ts";'],
  ["src/providers/openai/openai.ts", 'import type { x } from "../../jobs/job.ts";'],
  ["src/platforms/local/local.ts", 'const x = await import("../discord/discord.ts");'],
  ["src/media/fit.ts", 'import { x } from "../providers/provider.ts";'],
  ["src/store/jobs.ts", 'import { x } from "../jobs/job.ts";'],
  ["commands/video.ts", 'import { x } from "../src/store/jobs.ts";'],
  ["src/bot.ts", 'import { x } from "./main.ts";'],
])("a planted violation in %s is found: %s", (file, line) => {
  expect(strangersOf(file, line)).toHaveLength(1);
});

/** The rooms of a chat: each may import those before it, and none after it. */
const ROOMS = [
  ["src/platforms/discord/", ["line/", "offer/", "show/", "hear/"]],
  ["src/platforms/slack/", ["show/", "hear/", "line/"]],
] as const;

function laterRoomsOf(file: string, text: string): string[] {
  const [house, rooms] = ROOMS.find(([place]) => file.startsWith(place)) ?? ["", []];
  const own = rooms.findIndex((room) => file.startsWith(house + room));
  const later = own < 0 ? [] : rooms.slice(own + 1);
  return importsOf(file, text).filter((path) =>
    later.some((room) => path.startsWith(house + room)),
  );
}

test.each(globSync("src/platforms/{discord,slack}/*/**/*.ts"))(
  "%s imports no room that comes after its own",
  (file) => {
    expect(laterRoomsOf(file, readFileSync(file, "utf8"))).toEqual([]);
  },
);

test.each([
  ["src/platforms/discord/show/draw.ts", 'import { x } from "../hear/replies.ts";'],
  ["src/platforms/discord/line/gateway.ts", 'import type { x } from "../show/draw.ts";'],
  ["src/platforms/slack/show/draw.ts", 'import { x } from "../hear/replies.ts";'],
])("a planted import of a later room in %s is found: %s", (file, line) => {
  expect(laterRoomsOf(file, line)).toHaveLength(1);
});

test("only main reads the configuration from the environment", () => {
  const readers = globSync("{src,commands}/**/*.ts").filter((file) =>
    readFileSync(file, "utf8").includes("process.env"),
  );

  // The media worker hands PATH on to its children, and looks for ffmpeg there.
  expect(readers.filter((file) => !/^src\/(main|try|data|config|media)\b/.test(file))).toEqual([]);
});
