import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";
import { createPages } from "./page-language.ts";

export interface Asset {
  readonly body: string;
  readonly type: string;
  readonly etag: string;
}

export interface Page {
  readonly page: (language: string) => string;
  readonly tokenPage: (language: string, wasWrong: boolean) => string;
  /** The content security policy that both pages need, and nothing more. */
  readonly policy: string;
  /** By their path below `/assets/`. */
  readonly assets: ReadonlyMap<string, Asset>;
}

/** What the page shares with the server, by its path below `src/`. */
const SHARED = [
  "said.ts",
  "unreachable.ts",
  "platforms/option-values.ts",
  "platforms/text-marks.ts",
  "platforms/text-options.ts",
];

/** What the page takes from npm, as it stands there: no bundler, no other host. */
const LIBRARIES: Readonly<Record<string, string>> = {
  preact: "preact",
  "preact/hooks": "preact/hooks",
  htm: "htm",
  "htm/preact": "htm/preact",
};

/** The parts of the style sheet, in their order. */
const STYLES = ["colours", "layout", "talk", "card", "composer", "door"];

/** Reads the page and its parts once, and takes the types off its modules, which browsers do not know. */
export function loadPage(): Page {
  const own = readdirSync(new URL("page/", import.meta.url), { recursive: true, encoding: "utf8" });
  const modules = own
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `web/page/${name.replaceAll("\\", "/")}`);
  const assets = new Map<string, Asset>();
  for (const path of [...modules, ...SHARED]) {
    assets.set(path, asset(withoutTypes(read(`../${path}`)), "text/javascript"));
  }
  for (const [name, specifier] of Object.entries(LIBRARIES)) {
    const file = fileURLToPath(import.meta.resolve(specifier));
    const body = readFileSync(file, "utf8").replace(/^\/\/# sourceMappingURL=.*$/m, "");
    assets.set(`npm/${name}.js`, asset(body, "text/javascript"));
  }
  const styles = STYLES.map((name) => read(`page/style/${name}.css`)).join("\n");
  assets.set("page/page.css", asset(styles, "text/css"));
  assets.set("page/logo.svg", asset(read("page/logo.svg"), "image/svg+xml"));

  const importMap = JSON.stringify({
    imports: Object.fromEntries(
      Object.keys(LIBRARIES).map((name) => [name, `/assets/npm/${name}.js`]),
    ),
  });
  const preloads = [...assets.keys()]
    .filter((path) => /\.(?:ts|js)$/.test(path) && path !== "web/page/theme.ts")
    .map((path) => `<link rel="modulepreload" href="/assets/${path}">`);
  const page = read("page/index.html")
    .replace("<!-- import map -->", `<script type="importmap">${importMap}</script>`)
    .replace("<!-- preloads -->", preloads.join("\n    "));
  const code = [...modules, ...SHARED].map((path) => assets.get(path)?.body).join("\n");

  return {
    ...createPages({ page, tokenPage: read("page/token.html"), code }),
    policy: policyWith(createHash("sha256").update(importMap).digest("base64")),
    assets,
  };
}

/** Node calls this experimental once per process; who starts a bot need not read that. */
function withoutTypes(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

function asset(body: string, type: string): Asset {
  const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 20)}"`;
  return { body, type: `${type}; charset=utf-8`, etag };
}

/** Only what we serve ourselves; pictures that are not sent yet are shown from memory (`blob:`). */
function policyWith(importMapHash: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'sha256-${importMapHash}'`,
    "style-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
