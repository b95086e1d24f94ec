import { z } from "zod";
import type { Judge } from "./moderation.ts";

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

const MODEL = "omni-moderation-latest";
const TIMEOUT = 10_000; // ms

const Answer = z.object({ results: z.array(z.object({ flagged: z.boolean() })).min(1) });

/** Asks anything that speaks OpenAI's `/moderations`; `url` goes up to `/v1`. */
export function createOpenAiJudge(
  { url, key }: { url: string; key: string | undefined },
  fetch: Fetch,
): Judge {
  return async (text) => {
    const response = await fetch(`${url.replace(/\/$/, "")}/moderations`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ model: MODEL, input: text }),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`the check of prompts answered ${response.status}`);
    }
    return Answer.parse(await response.json()).results.every(({ flagged }) => !flagged);
  };
}
