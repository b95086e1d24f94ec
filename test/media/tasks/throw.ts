import { z } from "zod";
import { MediaError, unreachable, UserError } from "../../../src/errors.ts";

const Input = z.object({ what: z.enum(["user", "media", "bug", "disk"]) });

export async function run(input: unknown) {
  const { what } = Input.parse(input);
  switch (what) {
    case "user":
      throw new UserError("This is not a picture.");
    case "media":
      throw new MediaError("cannot-fit", "It does not fit.");
    case "disk":
      throw Object.assign(new Error("write"), { code: "ENOSPC" });
    case "bug":
      throw new TypeError("a bug");
    default:
      return unreachable(what);
  }
}
