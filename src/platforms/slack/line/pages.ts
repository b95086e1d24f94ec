import type { ServerResponse } from "node:http";

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/** Where somebody brings us into their workspace. `url` is Slack's own page for it. */
export function installPage(url: string): string {
  return page(
    "Bring Rushes to Slack",
    `<p>Rushes makes short videos in your channels, from a prompt or a picture.</p>
<p><a href="${escaped(url)}">Add to Slack</a></p>`,
  );
}

export function sendInstalled(response: ServerResponse): void {
  const text = "<p>Rushes is in your workspace. Invite it to a channel and type /video there.</p>";
  response.writeHead(200, HEADERS).end(page("Welcome", text));
}

export function sendNotInstalled(response: ServerResponse): void {
  const text = `<p>Slack did not bring us together: the page was open for too long, or somebody said no.
<a href="/slack/install">Try again</a>.</p>`;
  response.writeHead(400, HEADERS).end(page("That did not work", text));
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body{font:1.1rem/1.5 system-ui;max-width:32rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}</style>
<h1>${title}</h1>
${body}
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
