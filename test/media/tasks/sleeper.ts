import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { once } from "node:events";
import { z } from "zod";
import type { WorkerContext } from "../../../src/media/worker-context.ts";

const Input = z.object({ pidFile: z.string().optional() });

/** Starts another process, as encoders do, notes both ids and never ends. */
export async function run(input: unknown, { report }: WorkerContext) {
  const { pidFile } = Input.parse(input);
  const grandchild = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"], {
    stdio: "ignore",
  });
  await once(grandchild, "spawn");
  if (pidFile !== undefined) await writeFile(pidFile, `${process.pid} ${grandchild.pid}`);
  report(1);
  await once(grandchild, "exit");
}
