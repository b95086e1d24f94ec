import { remember } from "./remember.ts";

/** Says whether this is the first time: chats deliver some events again. */
export function createSeen() {
  const seen = new Map<string, true>();
  return function isFirst(id: string): boolean {
    const isNew = !seen.has(id);
    remember(seen, id, true);
    return isNew;
  };
}
