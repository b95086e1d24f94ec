import { remember } from "../../chat/remember.ts";

/**
 * Says whether this is the first time: Slack delivers some events again, and a mention twice where
 * we read the channel too.
 */
export function createSeen() {
  const seen = new Map<string, true>();
  return function isFirst(id: string): boolean {
    const isNew = !seen.has(id);
    remember(seen, id, true);
    return isNew;
  };
}
