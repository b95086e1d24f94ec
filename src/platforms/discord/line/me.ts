import { Routes } from "discord.js";
import { z } from "zod";
import type { Api } from "./api.ts";

const Answered = z.object({ id: z.string() });

/** Our own id on Discord: asked for once, unless a connection has told it before. */
export function createMe(api: Api) {
  let known: string | undefined;

  return {
    async id(): Promise<string> {
      known ??= Answered.parse(await api.call({ method: "GET", route: Routes.user() })).id;
      return known;
    },

    /** A connection says who we are. */
    learn(id: string): void {
      known = id;
    },
  };
}
