import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Micros } from "../money.ts";
import type { Job } from "./job.ts";

/** What operators watch, in Prometheus' format. */
export interface Metrics {
  /** Begins to time a step; the answer ends it. */
  step(state: Job["state"]): (result: "done" | "failed") => void;
  moved(job: Job): void;
  /** A job's money is settled; `overrun` is what its provider asked beyond: the operator's loss. */
  settled(cost: Micros, overrun: Micros): void;
  /** A call to a provider has ended: `ok`, or the kind of its failure. */
  called(call: { provider: string; call: string; outcome: string }): void;
  uploaded(platform: string, bytes: number): void;
  text(): Promise<string>;
}

export function createMetrics(read: {
  jobsByState(): Promise<readonly { state: string; count: number }[]>;
  lag(): Promise<number>;
  reserved(): Promise<number>;
}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const steps = new Histogram({
    name: "rushes_step_seconds",
    help: "How long the steps of jobs take, by state and result.",
    labelNames: ["state", "result"],
    buckets: [0.01, 0.05, 0.25, 1, 5, 30, 120],
    registers,
  });
  const outcomes = new Counter({
    name: "rushes_jobs_ended_total",
    help: "Jobs that have ended, by outcome and provider.",
    labelNames: ["outcome", "provider"],
    registers,
  });
  const overruns = new Counter({
    name: "rushes_overrun_micros_total",
    help: "What providers asked beyond their quotes, in micro-dollars.",
    registers,
  });
  const spent = new Counter({
    name: "rushes_spent_micros_total",
    help: "What jobs have cost their guilds, in micro-dollars.",
    registers,
  });
  const calls = new Counter({
    name: "rushes_provider_calls_total",
    help: "Calls to providers, by outcome.",
    labelNames: ["provider", "call", "outcome"],
    registers,
  });
  const uploads = new Counter({
    name: "rushes_upload_bytes_total",
    help: "Bytes of clips handed to platforms.",
    labelNames: ["platform"],
    registers,
  });
  registry.registerMetric(
    new Gauge({
      name: "rushes_jobs",
      help: "Jobs by state.",
      labelNames: ["state"],
      registers: [],
      async collect() {
        this.reset();
        for (const { state, count } of await read.jobsByState()) this.set({ state }, count);
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: "rushes_reserved_micros",
      help: "Money set aside for jobs in the making, in micro-dollars.",
      registers: [],
      async collect() {
        this.set(await read.reserved());
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: "rushes_due_lag_seconds",
      help: "How late the oldest due step is.",
      registers: [],
      async collect() {
        this.set((await read.lag()) / 1_000);
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: "rushes_resident_memory_bytes",
      help: "Resident memory of this process.",
      registers: [],
      collect() {
        this.set(process.memoryUsage.rss());
      },
    }),
  );

  return {
    step(state) {
      const end = steps.startTimer({ state });
      return (result) => void end({ result });
    },
    moved(job) {
      if (job.state !== "closed") return;
      outcomes.inc({ outcome: job.outcome.kind, provider: job.provider });
    },
    settled(cost, overrun) {
      spent.inc(cost);
      overruns.inc(overrun);
    },
    called: (labels) => calls.inc(labels),
    uploaded: (platform, bytes) => uploads.inc({ platform }, bytes),
    text: () => registry.metrics(),
  };
}
