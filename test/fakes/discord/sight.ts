import { buttonsOf, wordsOf } from "./reading.ts";
import type { FakeMessage, World } from "./world.ts";

/** What somebody sees who looks at Discord, as text. */
export function createSight(world: World) {
  function placeOf({ channel_id: id, author, ephemeralFor }: FakeMessage): string {
    const { name = id, type } = world.channels.get(id) ?? {};
    const alone = ephemeralFor === undefined ? "" : `, for ${nameOf(ephemeralFor)} alone`;
    return `${type === 11 ? `in the thread "${name}"` : name}, ${author.username}${alone}`;
  }

  function nameOf(person: string): string {
    return world.users.get(person)?.username ?? person;
  }

  function textOf(message: FakeMessage): string {
    const files = message.attachments.map(({ size, url }) => `[${size} bytes: ${url}]`);
    const buttons = buttonsOf(message).map(
      ({ label, url }) => `(${url ? `${label} ${url}` : label})`,
    );
    const isWaiting = ((message.flags ?? 0) & 128) !== 0 && "is thinking…";
    const words = wordsOf(message)
      .replaceAll(/<(\/[^:>]+):\d+>/g, "$1")
      .replaceAll(/<@(\d+)>/g, (_, person: string) => `@${nameOf(person)}`);
    return [isWaiting, words, ...files, buttons.join(" ")].filter(Boolean).join("\n");
  }

  function everything(): string {
    const places = [...world.channels.values()].map(({ id, name, type }) => {
      const messages = world
        .messagesIn(id)
        .map((one) => `  ${placeOf(one)}\n    ${textOf(one).replaceAll("\n", "\n    ")}`);
      return [`${type === 11 ? "thread" : "channel"} ${name} (${id})`, ...messages].join("\n");
    });
    return places.join("\n");
  }

  return { placeOf, textOf, everything };
}
