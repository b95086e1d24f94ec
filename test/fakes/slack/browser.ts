import type { OAuth } from "./oauth.ts";

interface Deps {
  readonly oauth: OAuth;
  readonly authorizeUrl: () => string;
}

export interface Page {
  readonly status: number;
  readonly url: string;
  readonly text: string;
}

/**
 * A browser on its way through OAuth: the app's install page, Slack's question, the app's callback.
 * It keeps the app's cookies, and shows the last page. Whatever public address the app gives for its
 * callback, it is found where the install page was.
 */
export async function installs(
  { oauth, authorizeUrl }: Deps,
  person: string,
  installUrl: string,
  { orgWide = false, cancel = false }: { orgWide?: boolean; cancel?: boolean } = {},
): Promise<Page> {
  const first = await fetch(installUrl, { redirect: "manual" });
  const text = await first.text();
  const cookie = first.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const link = /href="([^"]*\/oauth\/v2\/authorize[^"]*)"/.exec(text)?.[1];
  const target = first.headers.get("location") ?? link?.replaceAll("&amp;", "&");
  if (target === undefined) return { status: first.status, url: installUrl, text };
  const asked = new URL(target, installUrl);
  if (`${asked.origin}${asked.pathname}` !== authorizeUrl()) {
    throw new Error(`the app sends people to ${target}, which is not this Slack`);
  }
  const back = cancel ? refused(asked) : oauth.agree(asked, person, orgWide);
  const { pathname, search } = new URL(back);
  const last = await fetch(new URL(`${pathname}${search}`, installUrl), {
    headers: { cookie },
    redirect: "manual",
  });
  return { status: last.status, url: back, text: await last.text() };
}

function refused(asked: URL): string {
  const back = new URL(asked.searchParams.get("redirect_uri") ?? "");
  back.searchParams.set("error", "access_denied");
  back.searchParams.set("state", asked.searchParams.get("state") ?? "");
  return back.href;
}
