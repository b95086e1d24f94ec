// Copies the icons that the animatic's subjects name, and our typeface, from development dependencies
// into the product. Run it after a change of subjects.json: node scripts/pick-icons.ts
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { z } from "zod";

const ANIMATIC = new URL("../src/providers/animatic/", import.meta.url);
const LETTERING = new URL("../src/media/lettering/", import.meta.url);
const SET = new URL(import.meta.resolve("@iconify-json/fluent-emoji-flat/icons.json"));
const FONTS = new URL(".", import.meta.resolve("@expo-google-fonts/inter/package.json"));
const WEIGHTS = { "400Regular": "Regular", "600SemiBold": "SemiBold", "700Bold": "Bold" };

/** Poses of people: chosen by what they do, so no subject names them. */
const POSES = ["man", "woman", "person"].flatMap((who) =>
  ["standing", "walking", "running"].map((pose) => `${who}-${pose}`),
);
const MORE = [
  "man-dancing",
  "woman-dancing",
  "person-surfing",
  "person-swimming",
  "person-climbing",
];

const Set = z.object({ icons: z.record(z.string(), z.object({ body: z.string() })) });
const Groups = z.array(z.object({ figures: z.record(z.string(), z.string()) }));

const set = Set.parse(JSON.parse(await readFile(SET, "utf8")));
const groups = Groups.parse(
  JSON.parse(await readFile(new URL("plan/subjects.json", ANIMATIC), "utf8")),
);
const wanted = groups.flatMap(({ figures }) => Object.keys(figures));
const names = [...wanted, ...POSES, ...MORE].filter((name) => !name.startsWith("own:")).toSorted();
const missing = names.filter((name) => !(name in set.icons));
if (missing.length > 0) throw new Error(`the icon set lacks: ${missing.join(", ")}`);

const file = {
  source: "Fluent Emoji (flat) by Microsoft, MIT, see FLUENT-EMOJI-LICENSE.txt",
  icons: Object.fromEntries(names.map((name) => [name, set.icons[name]?.body])),
};
await writeFile(new URL("assets/icons.json", ANIMATIC), `${JSON.stringify(file, null, 2)}\n`);
for (const [weight, name] of Object.entries(WEIGHTS)) {
  const from = new URL(`${weight}/Inter_${weight}.ttf`, FONTS);
  await copyFile(from, new URL(`Inter-${name}.ttf`, LETTERING));
}
await copyFile(new URL("LICENSE_FONT", FONTS), new URL("OFL.txt", LETTERING));
console.log(`${names.length} icons`);
