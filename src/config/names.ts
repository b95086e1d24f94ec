import { z } from "zod";

/** A list in one variable, parted by commas or blanks. */
export const Names = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((name) => name !== ""));
