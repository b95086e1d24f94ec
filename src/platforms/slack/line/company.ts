import { z } from "zod";
import type { Logger } from "../../../log.ts";

/** What Slack says first on a connection. */
const Hello = z.object({ type: z.literal("hello"), num_connections: z.number() });

/** Tells an operator of others who are connected as the same app: Slack says each thing to one of them. */
export function tellOfCompany(first: unknown, log: Logger): void {
  const connections = helloIn(first)?.num_connections ?? 1;
  if (connections === 1) return;
  log.info(
    { connections },
    "others are connected with this SLACK_APP_TOKEN: unless we share one database, each hears a part of what is said",
  );
}

function helloIn(message: unknown) {
  try {
    return Hello.safeParse(JSON.parse(String(message))).data;
  } catch {
    return undefined;
  }
}
