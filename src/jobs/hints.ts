import { ProviderError } from "../errors.ts";
import type { Logger } from "../log.ts";
import type { Operation, VideoProvider } from "../providers/provider.ts";
import type { Queue } from "../queue/queue.ts";
import type { Signer } from "../secret.ts";
import { jobById, jobByOperation, operationsTaken } from "../store/jobs.ts";
import type { Database, Store } from "../store/store.ts";
import { adopt, isWithoutAnswer } from "./adopt.ts";
import type { Record } from "./records.ts";
import { operationKey, toRecord } from "./records.ts";

/** What a provider sends us unasked. `job` and `signature` stand in the address that we gave out. */
export interface Webhook {
  readonly provider: string;
  readonly job: string | undefined;
  readonly signature: string;
  readonly body: Uint8Array;
  readonly headers: Headers;
}

/**
 * Webhooks shorten the wait, and are never believed: a verified one makes its job's next poll due
 * now, and offers its operation to a job that has no answer to its submission, or lost it.
 */
export interface Hints {
  /** The address under which a provider may tell us about one job, when the world can reach us. */
  url(provider: string, job: string): string | undefined;
  /** Answers whether the webhook was genuine. */
  take(webhook: Webhook): Promise<boolean>;
}

interface HintsDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly providers: ReadonlyMap<string, VideoProvider>;
  readonly signer: Signer;
  readonly publicUrl: string | undefined;
  readonly now: () => number;
  readonly log: Logger;
}

const PURPOSE = "webhook";
const OFFERS = 3;

export function createHints(deps: HintsDeps): Hints {
  const { store, queue, providers, signer, publicUrl, now, log } = deps;

  async function operationsIn({ provider, job: id, body, headers }: Webhook) {
    const row = id === undefined ? undefined : await jobById(store.db, id);
    const request = row && toRecord(row).job.request;
    try {
      return (await providers.get(provider)?.webhook(body, headers, request))?.operations;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      log.debug({ err: error, provider }, "a webhook was not verified by its provider");
      return undefined;
    }
  }

  async function wake(tx: Database, { job }: Record): Promise<void> {
    if (job.state !== "generating" && job.state !== "unclear") return;
    await queue.schedule(tx, { job: job.id, guild: job.guild }, now());
  }

  async function wakeOwner(provider: string, operation: Operation): Promise<void> {
    await store.transaction(async (tx) => {
      const row = await jobByOperation(tx, operationKey(provider, operation));
      if (row) await wake(tx, toRecord(row));
    });
  }

  /** A job that moves in the same moment may be one that still wants it: it is offered again. */
  async function offer(id: string, provider: string, operations: readonly Operation[]) {
    for (let tries = 0; tries < OFFERS; tries += 1) {
      // oxlint-disable-next-line no-await-in-loop -- each try looks at what the one before has missed
      const isHeard = await store.transaction((tx) => offerOnce(tx, id, provider, operations));
      if (isHeard) return;
    }
  }

  /** Only one operation that nobody owns is a candidate; it is polled before it is believed. */
  async function offerOnce(
    tx: Database,
    id: string,
    provider: string,
    operations: readonly Operation[],
  ): Promise<boolean> {
    const row = await jobById(tx, id);
    if (!row) return true;
    const record = toRecord(row);
    const { job } = record;
    const [operation, ...others] = operations;
    if (!isWithoutAnswer(job) || job.provider !== provider || !operation || others.length > 0) {
      await wake(tx, record);
      return true;
    }
    const key = operationKey(provider, operation);
    const taken = await operationsTaken(tx, [key]);
    return taken.has(key) || adopt(tx, record, operation, { queue, now });
  }

  return {
    url(provider, job) {
      if (publicUrl === undefined) return undefined;
      const signature = signer.sign(PURPOSE, `${provider}/${job}`);
      return new URL(`/webhooks/${provider}/${job}?signature=${signature}`, publicUrl).href;
    },

    async take(webhook) {
      const { provider, job, signature } = webhook;
      const isOurs = job !== undefined && signer.isSigned(PURPOSE, `${provider}/${job}`, signature);
      if (job !== undefined && !isOurs) return false;
      const operations = await operationsIn(webhook);
      if (job !== undefined) await offer(job, provider, operations ?? []);
      for (const operation of operations ?? []) await wakeOwner(provider, operation);
      return isOurs || operations !== undefined;
    },
  };
}
