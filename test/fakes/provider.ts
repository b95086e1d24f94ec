import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type {
  Model,
  Operation,
  Snapshot,
  VideoProvider,
  VideoRequest,
} from "../../src/providers/provider.ts";
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
export function createFakeProvider(
  script: {
    name?: string | undefined;
    usdPerSecond?: number;
    before?: Running[] | undefined;
    end?: Snapshot | undefined;
    models?: readonly Model[] | undefined;
    /** Prompts that it refuses to film. */
    refuses?: RegExp | undefined;
  } = {},
) {
  const { before = [], end = { status: "succeeded", asset: { clip: "tiny" } }, refuses } = script;
  const models = script.models ?? [fakeModel];
  const submitted: {
    key: string;
    prompt: string;
    operation: string;
    request: VideoRequest;
  }[] = [];
  const polls = new Map<string, number>();
  const cancelled = new Set<string>();

  const provider: VideoProvider = {
    name: script.name ?? "fake",
    models: () => models,
    quote: async ({ seconds }) => micros(seconds * dollars(script.usdPerSecond ?? 0.5)),

    async submit({ key, request }) {
      const operation = `op-${submitted.length + 1}`;
      submitted.push({ key, prompt: request.prompt, operation, request });
      return { id: operation };
    },

    async poll(operation) {
      const id = idOf(operation);
      if (cancelled.has(id)) return { status: "cancelled" };
      const prompt = submitted.find(({ operation: taken }) => taken === id)?.prompt;
      if (prompt !== undefined && refuses?.test(prompt)) {
        return { status: "failed", kind: "refused", reason: "Too wild" };
      }
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
