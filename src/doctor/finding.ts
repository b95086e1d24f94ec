/** What was found out about one thing, in words for whoever runs the bot. */
export type Finding =
  | { readonly kind: "fine"; readonly text: string }
  /** Nobody has set it up, and nothing is wrong with that; `next` would switch it on. */
  | { readonly kind: "off"; readonly text: string; readonly next: string }
  /** `next` says what to do about it. */
  | { readonly kind: "wrong"; readonly text: string; readonly next: string };

/** Looks at one part of an installation. It only looks: nothing is sent, spent or changed. */
export interface Check {
  readonly name: string;
  run(): Promise<readonly Finding[]>;
}

export function fine(text: string): Finding {
  return { kind: "fine", text };
}

export function off(text: string, next: string): Finding {
  return { kind: "off", text, next };
}

export function wrong(text: string, next: string): Finding {
  return { kind: "wrong", text, next };
}
