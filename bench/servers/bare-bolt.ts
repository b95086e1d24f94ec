import { App, HTTPReceiver, LogLevel } from "@slack/bolt";

// The floor of an acknowledgement on Slack: the signature is checked, and nothing is done.
const receiver = new HTTPReceiver({
  signingSecret: process.env["SLACK_SIGNING_SECRET"] ?? "",
  logLevel: LogLevel.ERROR,
  customRoutes: [
    { path: "/readyz", method: "GET", handler: (_, response) => response.end("ready\n") },
  ],
});
const app = new App({
  receiver,
  authorize: async () => ({ botToken: "xoxb-bench", botId: "BB", botUserId: "UB" }),
  convoStore: false,
  logLevel: LogLevel.ERROR,
});
app.command("/video", async ({ ack }) => ack());
await app.start({ port: Number(process.env["PORT"]), host: "127.0.0.1" });
