import { said } from "../../said.ts";
import type { Said } from "../../said.ts";

const NO_RIGHTS = said(
  "I may not post this here. Ask whoever runs this server to allow it for this channel.",
);
const WORDS_REFUSED = said(
  "A rule of this server (AutoMod) keeps these words out. Say it in others, or ask whoever runs it.",
);

/** Discord's codes for a clear no, by what somebody can do about it. */
const REASONS: Readonly<Record<number, Said>> = {
  50001: NO_RIGHTS,
  50013: NO_RIGHTS,
  200_000: WORDS_REFUSED,
  200_001: WORDS_REFUSED,
};

/** What a clear no of Discord's means for people there, and what somebody can do about it. */
export function reasonOf(code: number): Said | undefined {
  return REASONS[code];
}
