import type { Model } from "../provider.ts";
import type { Families } from "./task.ts";

/**
 * What is wrong with how an entry of the catalogue is to be asked for, where its provider knows these
 * families, or none; nothing when it can be asked for in each of its modes.
 */
export function familyComplaint(
  { name, family, modes }: Pick<Model, "name" | "family" | "modes">,
  families: Families | undefined,
): string | undefined {
  if (!families) {
    return name.includes("*") ? "name must have no *, which only families fill" : undefined;
  }
  const own = family !== undefined && Object.hasOwn(families, family) ? families[family] : {};
  if (!own || Object.keys(own).length === 0) {
    const given = family === undefined ? "" : `, not "${family}"`;
    return `family must be one of ${Object.keys(families).join(", ")}${given}`;
  }
  const lacking = modes.filter((mode) => !own[mode]);
  if (lacking.length > 0) {
    return `modes: the family ${family} has ${Object.keys(own).join(", ")}, and no ${lacking.join(", ")}`;
  }
  const paths = [...new Set(modes.map((mode) => own[mode]?.path))];
  // One address for several would film all of them as one.
  if (paths.length === 1 || name.includes("*")) return undefined;
  return `name must have a * in the place of ${paths.filter(Boolean).join(" or ")}`;
}
