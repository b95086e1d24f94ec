import { appendFile, open } from "node:fs/promises";
import { bodyOf, topBoxes } from "./mp4/boxes.ts";

/** How a film came about, in the IPTC's own words (`cv.iptc.org/newscodes/digitalsourcetype`). */
type DigitalSourceType =
  /** A model made it: AI-generated video. */
  | "trainedAlgorithmicMedia"
  /** A program drew it without any model: a local draft. */
  | "algorithmicMedia"
  /** Several films, at least one of them AI-generated, put together. */
  | "compositeWithTrainedAlgorithmicMedia";

export interface Label {
  readonly source: DigitalSourceType;
  /** The program that wrote the file. */
  readonly tool: string;
  readonly description: string;
  /** The model that filmed it, where there was one. */
  readonly model?: string | undefined;
  readonly created: Date;
}

const MAX_PACKET = 256 * 1024; // bytes
const SOURCE = /DigitalSourceType="http:\/\/cv\.iptc\.org\/newscodes\/digitalsourcetype\/(\w+)"/;
const XMP_BOX = Buffer.from("be7acfcb97a942e89c71999491e3afac", "hex");

/**
 * Writes into an MP4 of our own making how it came about, as XMP that asset managers and platforms
 * read. Nothing is encoded again. Never for a provider's own file: it would break its signature.
 */
export async function labelClip(path: string, label: Label): Promise<void> {
  const packet = Buffer.from(packetOf(label), "utf8");
  const head = Buffer.alloc(8);
  head.writeUInt32BE(head.length + XMP_BOX.length + packet.length, 0);
  head.write("uuid", 4, "latin1");
  await appendFile(path, Buffer.concat([head, XMP_BOX, packet]));
}

/**
 * How a film says it came about. One that does not say so in our way comes from a provider: a model
 * made it.
 */
export async function sourceOf(path: string): Promise<DigitalSourceType> {
  await using file = await open(path);
  for (const box of await topBoxes(file, (await file.stat()).size)) {
    if (box.type !== "uuid" || box.size > MAX_PACKET) continue;
    const body = await bodyOf(file, box, MAX_PACKET);
    if (!body.subarray(0, XMP_BOX.length).equals(XMP_BOX)) continue;
    const source = SOURCE.exec(body.toString("utf8"))?.[1];
    if (source === "algorithmicMedia" || source === "compositeWithTrainedAlgorithmicMedia")
      return source;
  }
  return "trainedAlgorithmicMedia";
}

/** How something came about that was put together out of films. */
export async function sourceOfAll(paths: readonly string[]): Promise<DigitalSourceType> {
  const sources = await Promise.all(paths.map(sourceOf));
  if (sources.every((source) => source === "algorithmicMedia")) return "algorithmicMedia";
  return "compositeWithTrainedAlgorithmicMedia";
}

function packetOf({ source, tool, description, model, created }: Label): string {
  const attributes = [
    `xmp:CreatorTool="${escapeXml(tool)}"`,
    `xmp:CreateDate="${created.toISOString()}"`,
    `Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/${source}"`,
    ...(model === undefined ? [] : [`Iptc4xmpExt:AISystemUsed="${escapeXml(model)}"`]),
  ];
  return [
    `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>`,
    `<x:xmpmeta xmlns:x="adobe:ns:meta/">`,
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">`,
    `<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"`,
    `xmlns:dc="http://purl.org/dc/elements/1.1/"`,
    `xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"`,
    `${attributes.join("\n")}>`,
    `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(description)}</rdf:li></rdf:Alt></dc:description>`,
    `</rdf:Description></rdf:RDF></x:xmpmeta>`,
    `<?xpacket end="w"?>`,
  ].join("\n");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  '"': "&quot;",
};

/** XML knows no control characters, not even escaped ones. */
function escapeXml(text: string): string {
  return text
    .replace(/\p{Cc}/gu, " ")
    .toWellFormed()
    .replace(/[<>&"]/g, (character) => ENTITIES[character] ?? character);
}
