import { defineConfig } from "vitest/config";
import { COMPILED } from "./test/fakes/compiled.ts";

// Before any worker starts: media children find what Node has compiled for them, and start in half
// the time. There are hundreds of them in one run.
Object.assign(process.env, COMPILED);

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // More than two cores: some tests wait for seconds, and need no core meanwhile.
    maxWorkers: 3,
  },
});
