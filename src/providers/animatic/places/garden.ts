import { bush, tree } from "../paint/flora.ts";
import type { Ground, Stage } from "../paint/stage.ts";
import { MEADOW_BARK, MEADOW_LEAF, paintHills, paintLawn, paintTufts } from "./meadows.ts";

/** A meadow that somebody looks after: flower beds, blossoming trees, bushes. */
export function paintGarden(stage: Stage): Ground {
  const { width, height, unit, canvas, random } = stage;
  const { sun, glints } = paintHills(stage);
  const blossom =
    stage.shot.weather === "petals" ? "#f6a8c4" : random.pick("#f2a7c3", "#5aa653", "#ffffff");
  const trees = [0.1, 0.27, 0.78, 0.92].map((at) =>
    tree(
      random,
      width * (at + random.between(-0.03, 0.03)),
      height * random.between(0.69, 0.715),
      unit * random.between(0.36, 0.55),
      stage.lit(blossom, 0.8),
      stage.lit(MEADOW_BARK, 0.8),
    ),
  );
  canvas.add(0.7, ...trees);
  const y = paintLawn(stage);
  const bushes = Array.from({ length: 9 }, (_, index) =>
    bush(
      random,
      width * (index / 8 + random.between(-0.03, 0.03)),
      height * 0.712,
      unit * random.between(0.05, 0.09),
      stage.lit(MEADOW_LEAF, 0.85),
    ),
  );
  canvas.add(0.82, ...bushes);
  paintTufts(stage, 16, 46);
  return { y, sun, glints };
}
