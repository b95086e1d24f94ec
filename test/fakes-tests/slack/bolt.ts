import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from "@slack/bolt";
import type { Installation, InstallationQuery, Logger } from "@slack/bolt";
import type { FakeSlack, SlackOptions } from "../../fakes/slack/slack.ts";
import {
  APP_TOKEN,
  BOT_TOKEN,
  CLIENT_ID,
  CLIENT_SECRET,
  SIGNING_SECRET,
  startSlack,
} from "../../fakes/slack/slack.ts";

const nothing = () => undefined;
/** What Slack's libraries complain of is told by the tests themselves. */
export const SILENT: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

const clientOptions = (slack: FakeSlack) => ({
  slackApiUrl: slack.apiUrl,
  timeout: 5_000,
  retryConfig: { retries: 0 },
  logger: SILENT,
});

/** A bare Bolt on our Slack, over its socket, in one workspace. */
export async function boltOnSocket(options: SlackOptions = {}) {
  const slack = await startSlack(options);
  const receiver = new SocketModeReceiver({
    appToken: APP_TOKEN,
    logger: SILENT,
    clientPingTimeout: 50,
    installerOptions: { clientOptions: clientOptions(slack) },
  });
  const app = new App({
    token: BOT_TOKEN,
    receiver,
    deferInitialization: true,
    convoStore: false,
    logger: SILENT,
    clientOptions: clientOptions(slack),
  });
  await app.init();
  await app.start();
  return {
    slack,
    app,
    async [Symbol.asyncDispose]() {
      await receiver.client.disconnect();
      await slack.close();
    },
  };
}

/** A bare Bolt on our Slack, over HTTP, for whoever installs it. */
export async function boltOverHttp(options: SlackOptions = {}) {
  const slack = await startSlack(options);
  const kept = new Map<string, Installation>();
  const keyOf = ({ isEnterpriseInstall, enterpriseId, teamId }: InstallationQuery<boolean>) =>
    (isEnterpriseInstall ? enterpriseId : teamId) ?? "";
  const receiver = new HTTPReceiver({
    signingSecret: SIGNING_SECRET,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    stateSecret: "state-secret",
    scopes: ["commands", "chat:write"],
    logger: SILENT,
    redirectUri: "https://bot.example/slack/oauth_redirect",
    installerOptions: {
      redirectUriPath: "/slack/oauth_redirect",
      authorizationUrl: slack.authorizeUrl,
      clientOptions: clientOptions(slack),
    },
    installationStore: {
      storeInstallation: async (made) => {
        const { isEnterpriseInstall, enterprise, team } = made;
        kept.set((isEnterpriseInstall ? enterprise?.id : team?.id) ?? "", made);
      },
      fetchInstallation: async (query) => {
        const found = kept.get(keyOf(query));
        if (!found) throw new Error("not installed");
        return found;
      },
    },
  });
  const app = new App({
    receiver,
    deferInitialization: true,
    convoStore: false,
    logger: SILENT,
    clientOptions: clientOptions(slack),
  });
  await app.init();
  const server = (await app.start({ port: 0, host: "127.0.0.1" })) as Server;
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  slack.sendTo(`${origin}/slack/events`);

  return {
    slack,
    app,
    kept,
    origin,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await app.stop();
      await slack.close();
    },
  };
}
