/** The fields of a form as a server reads them: texts as they are, of a file its type and size. */
export function formFields(
  contentType: string | undefined,
  raw: Buffer,
): Record<string, string | { type: string; bytes: number }> | undefined {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(contentType ?? "")?.[1];
  if (boundary === undefined) return undefined;
  const parts = raw.toString("latin1").split(`--${boundary}`).slice(1, -1);
  const fields = parts.flatMap((part) => {
    const [head = "", ...rest] = part.split("\r\n\r\n");
    const content = rest.join("\r\n\r\n").replace(/\r\n$/, "");
    const name = /name="([^"]+)"/.exec(head)?.[1];
    const type = /content-type: (\S+)/i.exec(head)?.[1];
    if (name === undefined) return [];
    const text = Buffer.from(content, "latin1").toString();
    return [[name, type === undefined ? text : { type, bytes: content.length }] as const];
  });
  return Object.fromEntries(fields);
}
