import { bookOf, wordsFor } from "../words.ts";

interface PageParts {
  /** The page, with `<!-- name -->` where something is put in. */
  readonly page: string;
  /** The page that asks for the token, in the same way. */
  readonly tokenPage: string;
  /** The texts of the page's modules: whatever it says stands in them, in English. */
  readonly code: string;
}

/** Both pages in the languages that the bot speaks. */
export function createPages({ page, tokenPage, code }: PageParts) {
  const pages = new Map<string, string>();

  /** The page with what its modules may have to say in this language, as data: no script. */
  function pageIn(language: string): string {
    const spoken = Object.entries(bookOf(language)).filter(([sentence]) =>
      code.includes(JSON.stringify(sentence)),
    );
    const book = JSON.stringify(Object.fromEntries(spoken)).replaceAll("<", "\\u003c");
    const noscript = wordsFor(language)(
      "The playground needs JavaScript. In a terminal, npm run try makes videos too.",
    );
    const data = `<script type="application/json" id="book">${book}</script>`;
    return filled(page, language, { book: data, noscript });
  }

  return {
    page(language: string): string {
      const made = pages.get(language) ?? pageIn(language);
      pages.set(language, made);
      return made;
    },

    tokenPage(language: string, wasWrong: boolean): string {
      const words = wordsFor(language);
      const wrong = `<p class="wrong" role="alert">${words("That is not the token.")}</p>`;
      return filled(tokenPage, language, {
        label: words("The playground’s token"),
        enter: words("Enter"),
        hint: words("It is what PLAYGROUND_TOKEN says where Rushes runs."),
        wrong: wasWrong ? wrong : "",
      });
    },
  };
}

function filled(page: string, language: string, parts: Readonly<Record<string, string>>): string {
  return page
    .replace('<html lang="en">', `<html lang="${language}">`)
    .replaceAll(/<!-- (\w+) -->/g, (mark, name: string) => parts[name] ?? mark);
}
