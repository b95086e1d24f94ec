import { createHash } from "node:crypto";
import { ApplicationCommandType, Routes } from "discord.js";
import { PlatformError } from "../../../errors.ts";
import type { Logger } from "../../../log.ts";
import type { Shelf } from "../../../store/shelf.ts";
import type { Api } from "../line/api.ts";
import { Registered } from "./command-names.ts";
import type { CommandNames } from "./command-names.ts";

/** How long to wait before another try while Discord is away, in ms. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

/** The kinds of commands that an app registers; Discord itself may add one of another. */
const TYPED: number = ApplicationCommandType.ChatInput;
const KINDS: readonly number[] = [
  TYPED,
  ApplicationCommandType.User,
  ApplicationCommandType.Message,
];

interface RegisterDeps {
  readonly api: Api;
  readonly memory: Shelf<string>;
  readonly names: CommandNames;
  readonly log: Logger;
}

/** A command as it is registered. */
interface Drawn {
  readonly name: string;
  /** Typed, unless it says otherwise. */
  readonly type?: number | undefined;
}

/**
 * Tells Discord which commands there are, only when they have changed since the last time or are not
 * there any more: a registration is rationed, and makes every client load them anew. Never throws: it
 * tries again while Discord is away, and logs what Discord does not take.
 */
export async function registerCommands(
  app: string,
  commands: readonly Drawn[],
  deps: RegisterDeps,
  wait = FIRST_WAIT,
): Promise<void> {
  const { log } = deps;
  try {
    await registerOnce(app, commands, deps);
  } catch (error) {
    const isAway = error instanceof PlatformError && error.failure === "unavailable";
    log.error({ err: error, isAway }, "the commands could not be registered on Discord");
    if (!isAway) return;
    const next = Math.min(LONGEST_WAIT, wait * 2);
    setTimeout(() => void registerCommands(app, commands, deps, next), wait).unref();
  }
}

async function registerOnce(
  app: string,
  commands: readonly Drawn[],
  { api, memory, names, log }: RegisterDeps,
): Promise<void> {
  const hash = createHash("sha256").update(JSON.stringify(commands)).digest("hex");
  const key = `commands:${app}`;
  const route = Routes.applicationCommands(app);
  if ((await memory.get(key)) === hash) {
    const registered = Registered.parse(await api.call({ method: "GET", route }));
    if (isSame(registered, commands)) return names.learn(registered);
  }
  const answer = await api.call({ method: "PUT", route, body: commands });
  await names.learn(Registered.parse(answer));
  await memory.set(key, hash);
  log.info({ commands: commands.length }, "commands registered on Discord");
}

/** Somebody else may have registered others with our token, or taken ours away. */
function isSame(registered: readonly Drawn[], commands: readonly Drawn[]): boolean {
  return namesOf(registered) === namesOf(commands);
}

function namesOf(commands: readonly Drawn[]): string {
  const known = commands.filter(({ type = TYPED }) => KINDS.includes(type));
  const names = known.map(({ type = TYPED, name }) => `${type} ${name}`);
  return names.toSorted().join("\n");
}
