const LINK = /<(?<target>[^<>|]*)(?:\|(?<label>[^<>]*))?>/g;

/** What somebody has typed, from the way in which Slack writes it: links, names and entities resolved. */
export function unescaped(text: string): string {
  return withoutEntities(
    text.replaceAll(LINK, (_all, target: string, label?: string) => words(target, label)),
  );
}

/** The same for what follows a command: there Slack writes links and names as they were typed. */
export function withoutEntities(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Whether it calls us, and not somebody whose id begins like ours. */
export function isCalled(text: string, us: string): boolean {
  return new RegExp(`<@${us}[|>]`).test(text);
}

/** The same without what calls us. */
export function withoutUs(text: string, us: string): string {
  return text
    .replaceAll(new RegExp(`<@${us}(?:\\|[^<>]*)?>`, "g"), " ")
    .replaceAll(/[ \t]+/g, " ")
    .trim();
}

function words(target: string, label = ""): string {
  switch (target.charAt(0)) {
    case "@":
    case "#":
      return label === "" ? target : target.charAt(0) + label;
    case "!":
      return label === "" ? `@${target.slice(1)}` : label;
    default:
      return target.replace(/^mailto:/, "");
  }
}
