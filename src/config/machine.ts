import { z } from "zod";

/** A whole address: half a one never falls back to the embedded database. */
const DatabaseUrl = z
  .url({
    protocol: /^postgres(ql)?$/,
    error:
      "must be postgres://USER:PASSWORD@HOST/DATABASE, its special characters as %23 stands for #",
    abort: true,
  })
  .refine((url) => new URL(url).hostname !== "" && new URL(url).pathname.length > 1, {
    error: "must name a host and a database: postgres://USER:PASSWORD@HOST/DATABASE",
  });

/** Where the bot runs, and what it shares with others. */
export const machineVariables = {
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: DatabaseUrl.optional(),
  ROLE: z.enum(["all", "gateway", "worker"]).default("all"),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SECRET_KEY: z.string().min(32).optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  PLAYGROUND: z.enum(["on", "off"]).optional(),
  PLAYGROUND_TOKEN: z.string().min(8).optional(),
};
