/**
 * What may be put into a sentence. A text or a number is said as it stands, never as markup; a
 * sentence is said in the same language; a list is for a format that joins it, as `{{names, or}}`.
 */
export type Param = string | number | Said | readonly (string | number | Said)[];
export type Params = Readonly<Record<string, Param>>;

/** An English sentence that is said later, in the language of whoever reads it. */
export interface Said {
  readonly sentence: string;
  readonly params?: Params | undefined;
}

/** A sentence with what is put into it. */
export function said(text: string, params?: Params): Said {
  return { sentence: text, params };
}

/** Marks a bare sentence that is said later, so that missing translations of it are found. */
export function sentence(text: string): string {
  return text;
}

/** Says it in English. Knows no formats or plurals. */
export function inEnglish(one: Said): string {
  return saidWith((text) => text, one);
}

/** Says it with a translation of its sentences, in a browser too. Knows no formats or plurals. */
export function saidWith(translate: (text: string) => string, one: Said): string {
  const { sentence: text, params = {} } = one;
  return translate(text).replaceAll(/\{\{(\w+)\}\}/g, (mark, name: string) => {
    const param = params[name];
    if (typeof param === "string" || typeof param === "number") return String(param);
    return param && "sentence" in param ? saidWith(translate, param) : mark;
  });
}
