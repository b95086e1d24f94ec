import type { WorkerContext } from "../../../src/media/worker-context.ts";

export async function run(input: unknown, { report }: WorkerContext) {
  report(0.5);
  return {
    heard: input,
    secrets: Object.keys(process.env).filter((name) => /KEY|TOKEN/.test(name)),
  };
}
