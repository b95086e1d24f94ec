import { readFile } from "node:fs/promises";
import type { PreparedPicture } from "./prepared-pictures.ts";

/** A prepared picture as an address that carries its own bytes, for providers that read such. */
export async function dataUri({ file }: PreparedPicture): Promise<string> {
  return `data:image/jpeg;base64,${await readFile(file, "base64")}`;
}
