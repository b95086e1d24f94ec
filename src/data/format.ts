import { z } from "zod";
import { TABLES } from "../store/tables.ts";

// An export is a text file with one JSON value per line: a header, then a line for every row.

/** What an export is of. `schema` is the newest migration of the database that it was taken from. */
export const Header = z.object({
  format: z.literal("rushes-export"),
  version: z.literal(1),
  schema: z.string(),
  exportedAt: z.string(),
  counts: z.record(z.enum(TABLES), z.number().int().min(0)),
});
export type Header = z.infer<typeof Header>;

export const Line = z.object({
  table: z.enum(TABLES),
  row: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
