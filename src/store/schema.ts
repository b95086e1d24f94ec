import type { Kysely } from "kysely";

/** Amounts are micros, times are epoch ms, documents are JSON as text: the same on both databases. */
export interface Tables {
  jobs: JobRow;
  ledger: LedgerRow;
  accounts: AccountRow;
  durations: DurationRow;
  due: DueRow;
  kv: KvRow;
  local_threads: LocalThreadRow;
  local_messages: LocalMessageRow;
}

/** A database, or a transaction on one. Functions take it as `tx` and never reach for another. */
export type Database = Kysely<Tables>;

export interface JobRow {
  id: string;
  guild: string;
  person: string;
  state: string;
  /** The invocation that made it: unique, so that a redelivered event finds it. */
  invocation: string;
  /** The idempotency key of its submission. */
  submit_key: string | null;
  /** The provider's operation, as `provider:json`: unique, so that one belongs to one job. */
  operation: string | null;
  /** The whole job as JSON. */
  data: string;
  /** Counts up with every change; a change made from an older revision is refused. */
  revision: number;
  /** Who wishes the job cancelled, if anybody. A wish, never a change of state. */
  cancel_wish: string | null;
  quote: number;
  /** The film or the comparison that it is a part of. */
  parent: string | null;
  /** The job that it was made from. */
  origin: string | null;
  created_at: number;
  updated_at: number;
}

export interface LedgerRow {
  id: string;
  guild: string;
  person: string | null;
  job: string | null;
  kind: string;
  amount: number;
  period: string;
  global_period: string;
  actor: string | null;
  note: string | null;
  at: number;
}

export interface AccountRow {
  /** `global`, a guild, or `guild/person`. */
  scope: string;
  /** The month, as `2026-11`. */
  period: string;
  used: number;
  reserved: number;
  /** `null` means no limit. */
  bound: number | null;
}

export interface DurationRow {
  id: string;
  model: string;
  ms: number;
  at: number;
}

export interface DueRow {
  job: string;
  guild: string;
  at: number;
}

export interface KvRow {
  key: string;
  value: string;
  expires_at: number | null;
}

export interface LocalThreadRow {
  id: string;
  title: string;
  created_at: number;
}

export interface LocalMessageRow {
  id: string;
  thread: string;
  key: string;
  kind: string;
  body: string;
  clip: string | null;
  created_at: number;
  updated_at: number;
  removed_at: number | null;
}
