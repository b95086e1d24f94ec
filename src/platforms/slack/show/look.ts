import { remember } from "../../chat/remember.ts";
import { codeOf } from "../failures.ts";
import type { Look } from "./draw.ts";

const REJECTED = ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"];
const SIMPLER: Readonly<Record<Look, Look | undefined>> = {
  plan: "plain",
  plain: "text",
  text: undefined,
};

/**
 * Draws as richly as a workspace takes it: one that has refused a plan gets plain blocks from then
 * on, and a message that it refuses altogether gets words alone.
 */
export function createLooks(first: Look) {
  const looks = new Map<string, Look>();

  return async function drawn<T>(team: string, send: (look: Look) => Promise<T>): Promise<T> {
    let look = looks.get(team) ?? first;
    for (;;) {
      try {
        return await send(look);
      } catch (error) {
        const simpler = SIMPLER[look];
        if (simpler === undefined || !REJECTED.includes(codeOf(error) ?? "")) throw error;
        if (look === "plan") remember(looks, team, simpler);
        look = simpler;
      }
    }
  };
}
export type Looks = ReturnType<typeof createLooks>;
