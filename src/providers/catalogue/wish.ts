import type { Aspect, Character, Picture, Resolution } from "../provider.ts";

/** What a person asked for, before a model is known. What is absent is up to us. */
export interface Wish {
  readonly prompt: string;
  readonly seconds?: number | undefined;
  /** `auto` follows the first picture; nothing does, where that is to be filmed. */
  readonly aspect?: Aspect | "auto" | undefined;
  readonly resolution?: Resolution | undefined;
  readonly style?: string | undefined;
  /** The style in words. */
  readonly look?: string | undefined;
  /** Whom the prompt names. */
  readonly cast?: readonly Character[] | undefined;
  readonly seed?: number | undefined;
  readonly pictures: readonly Picture[];
}
