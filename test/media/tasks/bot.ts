import { bounds, quietWorker, task } from "../quiet-worker.ts";

/** A bot with a running task, to be killed by a test. */
const started = Promise.withResolvers<void>();
const [, , pidFile] = process.argv;
void quietWorker().run(
  task("sleeper", { pidFile }),
  bounds({ onProgress: () => started.resolve() }),
);
await started.promise;
process.send?.("started");
