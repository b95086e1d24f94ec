import { App } from "@slack/bolt";
import type { Receiver } from "@slack/bolt";
import type { Logger } from "../../../log.ts";
import type { Ears } from "../hear/ears.ts";
import { boltLog } from "./bolt-log.ts";

const nothing = async () => undefined;
const NOBODY: Receiver = { init: () => undefined, start: nothing, stop: nothing };

/**
 * Slack's own framework over a receiver: it sorts what arrives and carries the acknowledgement, which
 * is always the first thing. It holds no token of ours, and calls nothing.
 */
export function createBoltApp({ ears, log }: { ears: Ears; log: Logger }): App {
  const app = new App({
    // A receiver is given the app by its own `init`; one after the other where a line breaks.
    receiver: NOBODY,
    authorize: async () => ({}),
    convoStore: false,
    // Who we are is looked at where messages are read.
    ignoreSelf: false,
    logger: boltLog(log),
  });
  app.command(/.*/, async ({ ack, body }) => {
    await ack();
    await ears.command(body);
  });
  app.shortcut(/.*/, async ({ ack, body }) => {
    await ack();
    await ears.shortcut(body);
  });
  app.action(/.*/, async ({ ack, body }) => {
    await ack();
    await ears.action(body);
  });
  app.view({ callback_id: /.*/, type: "view_submission" }, async ({ ack, body }) => {
    const errors = ears.mistakes(body);
    if (errors) return ack({ response_action: "errors", errors });
    await ack();
    return ears.form(body);
  });
  app.options(/.*/, async ({ ack, body }) => ack({ options: await ears.options(body) }));
  app.event(/.*/, async ({ body, context }) => {
    await ears.event(body, (context.retryNum ?? 0) > 0);
  });
  app.error(async (error) => log.error({ err: error }, "Slack's framework failed"));
  return app;
}
