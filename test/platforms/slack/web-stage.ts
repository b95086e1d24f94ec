import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET, startSlack } from "../../fakes/slack/slack.ts";
import { openSlackStage } from "./stage.ts";

/** A web server whose routes come later: its address must be known before. */
async function listen() {
  const app = new Hono();
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    app,
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

type WebStageOptions = Pick<Parameters<typeof openSlackStage>[0] & {}, "now" | "log">;

/** Several processes of the bot that Slack calls over HTTP, behind one address. */
export async function openWebStage({ now = Date.now, ...more }: WebStageOptions = {}) {
  const slack = await startSlack({ now });
  const remembered = new Map<string, string>();
  const servers = await Promise.all([listen(), listen()]);
  const [{ url: publicUrl }] = servers;
  const stages = await Promise.all(
    servers.map(async ({ app }) => {
      const stage = await openSlackStage({
        ...more,
        now,
        slack,
        remembered,
        access: {
          kind: "http",
          signingSecret: SIGNING_SECRET,
          clientId: CLIENT_ID,
          clientSecret: CLIENT_SECRET,
          stateSecret: "a state secret of ours",
          publicUrl,
        },
      });
      if (stage.platform.routes) app.route("/slack", stage.platform.routes);
      await stage.start();
      return stage;
    }),
  );
  slack.sendTo(...servers.map(({ url }) => `${url}/slack/events`));

  const stop = async () => void (await Promise.all(stages.map((stage) => stage.stop())));

  return {
    slack,
    stages,
    remembered,
    eventsUrl: `${publicUrl}/slack/events`,
    installUrl: `${publicUrl}/slack/install`,
    /** What was said to either process. */
    said: () => stages.flatMap(({ bot }) => bot.invocations),
    /** Waits for what is being answered. */
    stop,
    async close() {
      await stop();
      await Promise.all(servers.map((server) => server.close()));
      await slack.close();
    },
  };
}
export type WebStage = Awaited<ReturnType<typeof openWebStage>>;
