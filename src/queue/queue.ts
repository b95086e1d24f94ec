import type { Database } from "../store/store.ts";

/** A job whose next step is due, held by one worker. */
export interface Turn {
  readonly job: string;
  readonly guild: string;
}

/**
 * Whose step is due, and who takes it.
 *
 * A step may be handed out again when its worker died: whoever takes a turn reads the job first and
 * saves against the revision that it read. Guilds take turns, so a busy one does not starve others.
 */
export interface Queue {
  /** Makes the job's next step due at `at` (epoch ms), in the caller's transaction. The last call counts. */
  schedule(tx: Database, turn: Turn, at: number): Promise<void>;

  /** Forgets the job, in the caller's transaction: nothing more is due. */
  remove(tx: Database, turn: Turn): Promise<void>;

  /**
   * Begins to hand out turns, several at once, never two of one job in one process. `work` never
   * rejects; what it leaves unscheduled comes again after a pause.
   */
  start(work: (turn: Turn) => Promise<void>): void;

  /** Hands out no more turns, and waits for the running ones up to `grace` ms. */
  stop(grace: number): Promise<void>;

  /** How late the oldest due step is, in ms; 0 when none is. */
  lag(): Promise<number>;
}
