import { SimpleShardingStrategy } from "discord.js";
import { isLoopback } from "../../../loopback.ts";

/** What discord.js makes connections with. */
type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/** Our token goes there, so it has to be encrypted; plainly only on this machine. */
export function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "wss:" || (protocol === "ws:" && isLoopback(hostname));
}

/**
 * How connections are made: only to addresses that are safe, whoever names them. A session whose own
 * address is not is begun anew instead of being resumed.
 */
export function guardedStrategy(manager: Manager): SimpleShardingStrategy {
  const { options } = manager;
  const ask = manager.fetchGatewayInformation.bind(manager);
  const note = options.updateSessionInfo;

  manager.fetchGatewayInformation = async (isForced) => {
    const told = await ask(isForced);
    if (isSafe(told.url)) return told;
    throw new Error("Discord's gateway is not encrypted: nothing is said to it");
  };
  options.updateSessionInfo = (shard, session) =>
    note(shard, session && isSafe(session.resumeURL) ? session : null);
  return new SimpleShardingStrategy(manager);
}
