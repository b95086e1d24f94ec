import { UserError } from "../errors.ts";
import { readModels } from "../providers/catalogue.ts";
import type { Model } from "../providers/provider.ts";
import { familyComplaint } from "../providers/request/family-complaint.ts";
import { STUDIOS } from "./studios.ts";

const DRAFTS = "animatic";

/**
 * The catalogue, once each of its entries can be asked for: its provider is one of ours, and knows
 * its family. That does not depend on which of them are on. Throws one `UserError` that names every
 * bad entry.
 */
export async function openModels(file: string | undefined): Promise<Model[]> {
  const models = readModels(file);
  const families = new Map(
    await Promise.all(STUDIOS.map(async (one) => [one.name, await one.families()] as const)),
  );
  const complaints = models.flatMap((model) => {
    const { id, provider } = model;
    const isOurs = provider === DRAFTS || families.has(provider);
    const complaint = isOurs
      ? familyComplaint(model, families.get(provider))
      : `provider must be one of ${[DRAFTS, ...families.keys()].join(", ")}, not "${provider}"`;
    return complaint === undefined ? [] : [`model "${id}": ${complaint}`];
  });
  if (complaints.length === 0) return models;
  throw new UserError(`${file ?? "models.json"} is not valid\n${complaints.join("\n")}`);
}
