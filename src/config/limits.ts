import { z } from "zod";
import { dollars } from "../money.ts";
import { Names } from "./names.ts";

const Dollars = z.coerce.number().min(0).transform(dollars);
const Count = z.coerce.number().int().positive();

/** How much may be spent and made, and who may allow more. */
export const limitVariables = {
  DEFAULT_BUDGET_USD: Dollars.default(dollars(10)),
  GLOBAL_BUDGET_USD: Dollars.optional(),
  USER_CAP_USD: Dollars.optional(),
  CONFIRM_ABOVE_USD: Dollars.default(dollars(0.5)),
  MAX_JOBS_PER_USER: Count.default(3),
  MAX_JOBS_PER_GUILD: Count.default(20),
  MAX_RUNNING: Count.default(50),
  OPERATORS: Names.default([]),
  MAX_IMAGE_MB: z.coerce.number().positive().max(100).default(20),
};

const Limits = z.object(limitVariables);

export function limitsOf(env: z.output<typeof Limits>) {
  return {
    bounds: {
      defaultBudget: env.DEFAULT_BUDGET_USD,
      globalBudget: env.GLOBAL_BUDGET_USD,
      personCap: env.USER_CAP_USD,
    },
    confirmAbove: env.CONFIRM_ABOVE_USD,
    limits: {
      jobsPerPerson: env.MAX_JOBS_PER_USER,
      jobsPerGuild: env.MAX_JOBS_PER_GUILD,
      running: env.MAX_RUNNING,
    },
    operators: new Set(env.OPERATORS),
    maxImageBytes: Math.floor(env.MAX_IMAGE_MB * 1_000_000),
  };
}
