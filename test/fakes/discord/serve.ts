import { parseArgs } from "node:util";
import { PermissionFlagsBits } from "discord.js";
import { createScreen, fileAt, splitOnce, useByHand } from "../by-hand.ts";
import { startDiscord } from "./discord.ts";
import { fieldsOf, formText, labelsOf } from "./reading.ts";
import { createSight } from "./sight.ts";
import { fieldsIn, optionsIn } from "./typed.ts";
import type { FakeMessage } from "./world.ts";
import { ANN, APP, BEN, GENERAL, TOKEN } from "./world.ts";

const USAGE = `Ann is in the channel general. What she may do, a line each:
  /video a boat seconds:8 image:boat.jpg   types a command; its first option needs no name
  press Cancel, press #3 Cancel            presses a button of the newest message that has it, or of one
  submit prompt=a fox                      sends off the form on top
  complete remix job:ab                    types into an option that completes
  say a boat, file PATH a boat             writes, perhaps with a picture; "@rushes" names the bot
  menu, menu #3                            Apps, Animate this image: of the newest picture, or of a message
  as ben, locale de, manager on            who acts, in which language, with the right to run the server
  in general, in voice, in #3              where; a message's own thread, else where it stands
  show, show #3                            everything that can be read; a message as Discord's JSON
  again                                    delivers the last of it once more
  drop                                     cuts the gateway
  deny general AttachFiles                 takes a right from the bot, or gives it back with "allow"
Routes that may fail: callback, original.edit, thread.create, message.create, message.edit and others.`;

const EVERY = 150; // ms, between two looks at what is new
const ACK_WITHIN = 3_000;

// A Discord to try the bot on by hand: what people see goes to the terminal, what they do comes from it.
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    /** Where lines are taken over HTTP. */
    lines: { type: "string", default: "0" },
  },
});
const discord = await startDiscord({ port: Number(values.port) });
const { people, world } = discord;
world.settings.ackWithin = ACK_WITHIN;

type Use = ReturnType<typeof people.type>;
const by = { person: ANN, channel: GENERAL, locale: "en-US" };
let isManager = false;
const uses: Use[] = [];
const seen = new Set<string>();
const screen = createScreen();
const sight = createSight(world);
const looking = setInterval(look, EVERY);

console.log(`DISCORD_API_URL=${discord.apiUrl} DISCORD_TOKEN=${TOKEN}`);
await useByHand(
  {
    usage: USAGE,
    act,
    fail: discord.fail,
    mend: discord.mend,
    async close() {
      clearInterval(looking);
      await discord.close();
    },
  },
  Number(values.lines),
);

function look(): void {
  for (const message of world.messages.values()) {
    screen.show(message.id, sight.placeOf(message), sight.textOf(message));
    seen.add(message.id);
  }
  for (const id of seen) {
    if (!world.messages.has(id)) screen.show(id, "", "(deleted)");
  }
  for (const { id, token } of uses) {
    const { type, data } = token.callback ?? {};
    if (type === 9 && data) screen.show(id, "a form", formText(data));
    if (!token.acked && world.now() > token.ackBy) {
      screen.show(id, "Discord", "The application did not respond.");
    }
  }
  for (const complaint of discord.complaints.splice(0)) {
    console.error(`Discord objects: ${complaint}`);
  }
}
async function act(word: string, rest: string): Promise<unknown> {
  if (word.startsWith("/")) {
    const name = word.slice(1);
    return used(people.type(name, await optionsIn(commandNamed(name), rest), acting()));
  }
  switch (word) {
    case "press": {
      const [message, label] = named(rest, (one, words) => labelFor(one, words) !== undefined);
      return used(people.press(message, labelFor(message, label) ?? label, from(message)));
    }
    case "submit": {
      const opened = uses.findLast(({ token }) => token.callback?.type === 9);
      if (!opened) throw new Error("there is no form");
      return used(
        people.submit(opened, await filledIn(opened, rest), {
          ...acting(),
          channel: opened.token.channel,
        }),
      );
    }
    case "complete": {
      const [name, option] = splitOnce(rest);
      const [field = "", typed = ""] = option.split(":");
      const use = people.complete(name, field, typed, acting());
      await settled(use);
      return use.token.callback?.data?.["choices"] ?? "nothing";
    }
    case "say":
      return said(rest);
    case "file": {
      const [path, words] = splitOnce(rest);
      return said(words, path);
    }
    case "menu": {
      const [message] = named(rest, hasPicture);
      const menu = world.commands.find(({ type }) => type === 3);
      return used(people.rightClick(String(menu?.["name"]), message, from(message)));
    }
    case "again":
      uses.at(-1)?.again();
      return "";
    case "show":
      return rest === "" ? sight.everything() : named(rest)[0];
    case "drop":
      discord.gateway.drop();
      return "";
    default:
      return setUp(word, rest);
  }
}

/** What stays so until it is said otherwise. */
function setUp(word: string, rest: string): unknown {
  switch (word) {
    case "as":
      by.person = rest === "ben" ? BEN : ANN;
      return "";
    case "locale":
      by.locale = rest;
      return "";
    case "manager":
      isManager = rest !== "off";
      return "";
    case "in":
      by.channel = channelNamed(rest);
      return "";
    case "deny":
    case "allow": {
      const [place, right] = splitOnce(rest);
      const channel = world.channels.get(channelNamed(place));
      const bits = PermissionFlagsBits[right as keyof typeof PermissionFlagsBits];
      if (!channel || bits === undefined) throw new Error(`there is no right ${right}`);
      channel.denied = word === "deny" ? channel.denied | bits : channel.denied & ~bits;
      return "";
    }
    default:
      return undefined;
  }
}

function acting() {
  const { ViewChannel, SendMessages, UseApplicationCommands, ManageGuild } = PermissionFlagsBits;
  const plain = ViewChannel | SendMessages | UseApplicationCommands;
  return { ...by, permissions: isManager ? plain | ManageGuild : plain };
}

function from({ channel_id: channel }: FakeMessage) {
  return { ...acting(), channel };
}

async function used(use: Use): Promise<string> {
  uses.push(use);
  await settled(use);
  return use.token.acked ? "" : "The application did not respond.";
}

/** Waits until the bot has answered, or Discord no longer waits. */
async function settled({ token }: Use): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (!token.acked && world.now() <= token.ackBy) return;
      clearInterval(timer);
      resolve();
    }, 10);
  });
}

async function said(words: string, path?: string): Promise<string> {
  const pictures = path === undefined ? [] : [await fileAt(path)];
  people.say(words.replaceAll("@rushes", `<@${APP}>`), pictures, by);
  return "";
}

async function filledIn(opened: Use, line: string) {
  const fields = fieldsOf(opened.token.callback?.data).map(({ component }) => component);
  const names = fields.map(({ custom_id }) => custom_id);
  const filled = Object.entries(fieldsIn(line, names, names[0])).map(async ([name, value]) => {
    const isFile = fields.some(({ custom_id, type }) => custom_id === name && type === 19);
    return [name, isFile ? await fileAt(value) : value] as const;
  });
  return Object.fromEntries(await Promise.all(filled));
}

/** The message that a line begins with, as in `#3 Cancel`, else the newest that fits. */
function named(
  line: string,
  fits: (message: FakeMessage, words: string) => boolean = () => true,
): [FakeMessage, string] {
  const [first, rest] = splitOnce(line);
  const id = first.startsWith("#") ? screen.keyOf(first) : undefined;
  const sees = [...world.messages.values()].filter(
    ({ ephemeralFor }) => ephemeralFor === undefined || ephemeralFor === by.person,
  );
  const found = id === undefined ? sees.findLast((one) => fits(one, line)) : world.messages.get(id);
  if (!found) throw new Error(`there is no message ${line}`);
  return [found, id === undefined ? line : rest];
}

function hasPicture({ attachments }: FakeMessage): boolean {
  return attachments.some(({ content_type: type }) => type?.startsWith("image/"));
}

function labelFor(message: FakeMessage, words: string): string | undefined {
  const labels = labelsOf(message);
  return labels.find((label) => label === words) ?? labels.find((one) => one.startsWith(words));
}

function commandNamed(name: string): Record<string, unknown> {
  const command = world.commands.find((one) => one["name"] === name);
  if (!command) throw new Error(`There is no /${name}.`);
  return command;
}

function channelNamed(name: string): string {
  const message = name.startsWith("#") ? named(name)[0] : undefined;
  if (message) return world.channels.has(message.id) ? message.id : message.channel_id;
  const channel = [...world.channels.values()].find((one) => one.name === name);
  if (!channel) throw new Error(`there is no channel ${name}`);
  return channel.id;
}
