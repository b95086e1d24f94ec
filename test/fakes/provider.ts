import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Model, Operation, Snapshot, VideoProvider } from "../../src/providers/provider.ts";
import { dollars, micros } from "../../src/money.ts";

const TINY_CLIP = fileURLToPath(new URL("../fixtures/tiny.mp4", import.meta.url));

export const fakeModel: Model = {
  id: "film-1",
  provider: "fake",
  name: "film-1",
  title: "Film One",
  modes: ["text", "image"],
  seconds: [4, 8, 12],
  aspects: ["16:9", "9:16"],
  resolutions: ["720p"],
  audio: true,
  seed: true,
  cancel: true,
  progress: true,
  promptLength: 2_000,
  pricePerSecond: { "720p": dollars(0.5) },
  typicalSeconds: 30,
  deadlineSeconds: 600,
};

const idOf = (operation: Operation) => z.string().parse(operation["id"]);

type Running = Extract<Snapshot, { status: "queued" | "running" }>;

/** A provider in memory: it films what it is told, and keeps a billing log. */
export function createFakeProvider(script: { before?: Running[]; end?: Snapshot } = {}) {
  const { before = [], end = { status: "succeeded", asset: { clip: "tiny" } } } = script;
  const submitted: { key: string; prompt: string; operation: string }[] = [];
  const polls = new Map<string, number>();
  const cancelled = new Set<string>();

  const provider: VideoProvider = {
    name: "fake",
    models: () => [fakeModel],
    quote: async ({ seconds }) => micros(seconds * dollars(0.5)),

    async submit({ key, request }) {
      const operation = `op-${submitted.length + 1}`;
      submitted.push({ key, prompt: request.prompt, operation });
      return { id: operation };
    },

    async poll(operation) {
      const id = idOf(operation);
      if (cancelled.has(id)) return { status: "cancelled" };
      const count = polls.get(id) ?? 0;
      polls.set(id, count + 1);
      return before[count] ?? end;
    },

    async open() {
      return { stream: createReadStream(TINY_CLIP), bytes: undefined };
    },

    async cancel(operation) {
      cancelled.add(idOf(operation));
      return { outcome: "cancelled" };
    },

    async find({ key }) {
      return submitted.filter((one) => one.key === key).map(({ operation }) => ({ id: operation }));
    },

    unclearMeans: "charged",
    webhook: async () => ({ operations: [] }),
  };
  return { provider, submitted, polls };
}
