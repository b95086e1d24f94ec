import type { StudioName } from "./every-studio.ts";
import { STUDIOS } from "./every-studio.ts";

const isStudio = (name: string): name is StudioName => Object.hasOwn(STUDIOS, name);

// A studio to film with by hand: it takes any key, costs nothing and films within seconds.
const [name = "", port = "0"] = process.argv.slice(2);
if (isStudio(name)) {
  const timeline = { queued: 1_000, filming: 3_000 };
  const { env } = await STUDIOS[name]({ port: Number(port), timeline });
  console.log(
    Object.entries(env)
      .map(([variable, value]) => `${variable}=${value}`)
      .join(" "),
  );
} else {
  console.error(`Name one of these, and perhaps a port: ${Object.keys(STUDIOS).join(", ")}`);
  process.exitCode = 1;
}
