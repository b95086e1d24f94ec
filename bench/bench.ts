/** One line of the table: what is ours beside its floor, measured in one interleaved run. */
export interface Measured {
  readonly what: string;
  /** With its unit. */
  readonly ours: string;
  readonly floor: string;
  /** Ours as a multiple of the floor, where that says something. */
  readonly ratio?: number;
  /** What we aim at. Nothing fails when it is missed: machines differ, and so do days. */
  readonly aim: string;
}

export interface Skipped {
  readonly what: string;
  readonly skipped: string;
}

export type Line = Measured | Skipped;

/** What a bench file exports as `bench`; each runs in a process of its own. */
export interface Bench {
  run(): Promise<readonly Line[]>;
}

/** The benches in the order of the table; each is the file of its name. */
export const NAMES = [
  "cold-start",
  "acknowledgement",
  "discord-acknowledgement",
  "discord-uploads",
  "slack-acknowledgement",
  "slack-uploads",
  "lifecycles",
  "waiting-jobs",
  "polling",
  "delivery",
  "animatic",
] as const;
