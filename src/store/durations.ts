import { newId } from "../ids.ts";
import type { Database } from "./schema.ts";

const KEPT = 60;

/** Remembers how long a generation of `model` took, in ms. Only the latest 60 of a model count. */
export async function addDuration(
  tx: Database,
  taken: { model: string; ms: number; at: number },
): Promise<void> {
  await tx
    .insertInto("durations")
    .values({ id: newId(taken.at), ...taken })
    .execute();
  const oldest = tx
    .selectFrom("durations")
    .select("id")
    .where("model", "=", taken.model)
    .orderBy("id", "desc")
    .offset(KEPT)
    .limit(KEPT);
  await tx.deleteFrom("durations").where("id", "in", oldest).execute();
}

/** The latest durations of `model` in ms, shortest first. */
export async function durationsOf(tx: Database, model: string): Promise<number[]> {
  const rows = await tx.selectFrom("durations").select("ms").where("model", "=", model).execute();
  return rows.map(({ ms }) => ms).toSorted((one, other) => one - other);
}
