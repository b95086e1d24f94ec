import { parseArgs } from "node:util";
import { createScreen, fileAt, splitOnce, useByHand } from "../by-hand.ts";
import { buttonsOf, wordsOf } from "./reading.ts";
import {
  ANN,
  APP_TOKEN,
  BOT_TOKEN,
  CLIENT_ID,
  CLIENT_SECRET,
  SIGNING_SECRET,
  startSlack,
} from "./slack.ts";

const USAGE = `Ann is in #general. What she may do, a line each:
  /video a boat          types a command
  @rushes a boat         mentions the bot in the channel; "@@" does so in the thread of the last message
  dm a boat              writes to the bot alone
  file PATH WORDS        mentions the bot with a picture
  press LABEL            presses a button on the newest message that has it
  submit FIELD=WORDS …   sends off the form on top
  home                   opens the app's home page
Routes that may fail: chat.postMessage and other methods, upload, download, response_url.`;

// A Slack to try the bot on by hand: what people see goes to the terminal, what they do comes from it.
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    /** Where lines are taken over HTTP. */
    lines: { type: "string", default: "0" },
    /** Where the app takes events over HTTP, as in `http://127.0.0.1:3000/slack/events`. */
    events: { type: "string" },
  },
});
const requestUrls = values.events === undefined ? [] : [values.events];
const slack = await startSlack({ port: Number(values.port), requestUrls });
const ann = slack.person(ANN);

console.log(`SLACK_API_URL=${slack.apiUrl}`);
console.log(
  values.events === undefined
    ? `SLACK_BOT_TOKEN=${BOT_TOKEN} SLACK_APP_TOKEN=${APP_TOKEN}`
    : `SLACK_SIGNING_SECRET=${SIGNING_SECRET} SLACK_CLIENT_ID=${CLIENT_ID} SLACK_CLIENT_SECRET=${CLIENT_SECRET}`,
);

const screen = createScreen();
slack.world.watchers.add(() => {
  for (const message of slack.world.messages) {
    const files = message.files.map(({ name, bytes }) => `[${name}, ${bytes} bytes]`);
    const labels = buttonsOf(message).map(({ label }) => `(${label})`);
    const said = [wordsOf(message), ...files, labels.join(" ")].filter(Boolean).join("\n");
    const key = `${message.channel} ${message.ts}`;
    const where = [key, message.thread_ts && `in ${message.thread_ts}`, message.ephemeralFor];
    screen.show(key, where.filter(Boolean).join(" "), message.isGone ? "(taken back)" : said);
  }
  for (const complaint of slack.complaints.splice(0)) console.error(`Slack objects: ${complaint}`);
});

// A picture that nobody asks for lands as well.
const landing = setInterval(slack.landShares, 1_000);

await useByHand(
  {
    usage: USAGE,
    act,
    fail: slack.fail,
    mend: slack.mend,
    async close() {
      clearInterval(landing);
      await slack.close();
    },
  },
  Number(values.lines),
);

async function act(word: string, rest: string): Promise<unknown> {
  if (word.startsWith("/")) return (await ann.types(`${word} ${rest}`)).shown ?? "";
  switch (word) {
    case "@rushes":
      await ann.mentions(rest);
      return "";
    case "@@": {
      const last = slack.everyMessage().at(-1);
      await ann.mentions(rest, { thread: last?.thread_ts ?? last?.ts });
      return "";
    }
    case "dm":
      await ann.says(rest, { channel: "dm" });
      return "";
    case "file": {
      const [path, text] = splitOnce(rest);
      await ann.mentions(text, { files: [await fileAt(path)] });
      return "";
    }
    case "press": {
      const message = slack.world.messages.findLast((one) =>
        buttonsOf(one).some(({ label }) => label === rest),
      );
      return message ? ((await ann.clicks(message, rest)).shown ?? "") : `no button ${rest}`;
    }
    case "submit": {
      const pairs = [...rest.matchAll(/(\S+?)=([^=]*)(?=\s\S+=|$)/g)];
      const given = Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, value]));
      const use = await ann.submits(ann.modal(), given);
      return use.errors ?? use.shown ?? "";
    }
    case "home":
      await ann.opensHome();
      return wordsOf(await slack.until(() => ann.home()));
    default:
      return undefined;
  }
}
