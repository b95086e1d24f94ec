/** The routes that every server of the shape `/v1/videos` has. */
export type VideosRoute = "create" | "retrieve" | "list" | "delete" | "content" | "models";

export function videosRoute(method: string, { pathname }: URL): VideosRoute | undefined {
  const [, , collection, id, part] = pathname.split("/");
  if (collection === "models") return "models";
  if (collection !== "videos") return undefined;
  if (id === undefined) return method === "POST" ? "create" : "list";
  if (part === "content") return "content";
  return method === "DELETE" ? "delete" : "retrieve";
}

/** The id in the path, as it was given out. */
export function videoIdIn({ pathname }: URL): string {
  return decodeURIComponent(pathname.split("/")[3] ?? "");
}
