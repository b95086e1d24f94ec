import type { Action } from "../plan/settings.ts";

/** The icon of somebody in plain clothes, in the pose of what they do. */
export function plainPerson(word: string, action: Action): string {
  if (/surf/.test(word)) return "person-surfing";
  if (/swim/.test(word)) return "person-swimming";
  if (/climb/.test(word)) return "person-climbing";
  const kind =
    /ballerina|woman|women|lady|girl|mother|mom|grandmother|her|actress|businesswoman/.test(word)
      ? "woman"
      : /\bman|men|guy|boy|father|dad|grandfather|businessman/.test(word)
        ? "man"
        : "person";
  if (/danc|baller|gymnast/.test(word) || action === "dance")
    return kind === "man" ? "man-dancing" : "woman-dancing";
  if (/run|jog/.test(word) || action === "rush") return `${kind}-running`;
  return action === "go" ? `${kind}-walking` : `${kind}-standing`;
}
