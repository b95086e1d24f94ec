import type { Said } from "../../said.ts";

/** How somebody's videos and the budget of their workspace stand. */
export interface Overview {
  /** The newest first. */
  readonly videos: readonly {
    readonly id: string;
    readonly prompt: string;
    readonly state: Said;
    readonly isOpen: boolean;
  }[];
  readonly budget: {
    /** What is spent or set aside, from 0 to 1. */
    readonly share: number;
    readonly words: Said;
  };
}
