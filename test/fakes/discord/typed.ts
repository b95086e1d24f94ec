import { fileAt } from "../by-hand.ts";

interface Option {
  readonly name: string;
  readonly type: number;
  readonly required?: boolean;
  readonly choices?: readonly { value: string }[];
}

/**
 * The options of `/video a boat seconds:8 image:boat.jpg`, as Discord's own client would send them: the
 * first may go without its name, pictures are read from the disk. Throws what the client would refuse.
 */
export async function optionsIn(
  command: Record<string, unknown>,
  typed: string,
): Promise<Record<string, unknown>> {
  const offered = (command["options"] ?? []) as Option[];
  const [first] = offered;
  const given = fieldsIn(
    typed,
    offered.map(({ name }) => name),
    first?.name,
  );
  const missing = offered.find(({ name, required }) => required && !given[name]);
  if (missing) throw new Error(`Discord's client sends nothing without ${missing.name}.`);
  const values = Object.entries(given).map(async ([name, said]) => {
    const option = offered.find((one) => one.name === name);
    return [name, await valueOf(option, said)] as const;
  });
  return Object.fromEntries(await Promise.all(values));
}

async function valueOf(option: Option | undefined, said: string): Promise<unknown> {
  const { name = "", type, choices } = option ?? {};
  if (choices && !choices.some(({ value }) => value === said)) {
    const all = choices.map(({ value }) => value).join(", ");
    throw new Error(`For ${name}, Discord's client offers only ${all}.`);
  }
  if (type === 11) return fileAt(said);
  if (type === 5) return said === "true" || said === "yes";
  return type === 4 || type === 10 ? Number(said) : said;
}

/** What `one:words two:more words` says to each name; what stands before them is for the first. */
export function fieldsIn(
  line: string,
  names: readonly string[],
  first?: string,
): Record<string, string> {
  const parts = line.split(new RegExp(String.raw`(?:^|\s)(${names.join("|") || "^"})[:=]`));
  const said: Record<string, string> = {};
  const [lead = ""] = parts;
  if (first !== undefined && lead.trim() !== "") said[first] = lead.trim();
  for (let at = 1; at < parts.length; at += 2) {
    said[parts[at] ?? ""] = (parts[at + 1] ?? "").trim();
  }
  return said;
}
