import { unreachable } from "../../../errors.ts";
import type { Ground, Stage } from "../paint/stage.ts";
import { paintCastle } from "./castle.ts";
import { paintCave } from "./cave.ts";
import { paintCity } from "./cities.ts";
import { paintHeights } from "./clouds.ts";
import { paintDesert } from "./deserts.ts";
import { paintDream } from "./dream.ts";
import { paintForest } from "./forest.ts";
import { paintGarden } from "./garden.ts";
import { paintJungle } from "./jungle.ts";
import { paintMeadow } from "./meadows.ts";
import { paintMoon } from "./moon.ts";
import { paintMountains, paintSnowfield } from "./mountains.ts";
import { paintLake, paintRiver } from "./rivers.ts";
import { paintRoad } from "./road.ts";
import { paintRoom } from "./room.ts";
import { paintSpace } from "./space.ts";
import { paintStreet } from "./streets.ts";
import { paintStudio } from "./studio.ts";
import { paintTable } from "./table.ts";
import { paintTheatre } from "./theatre.ts";
import { paintUnderwater } from "./underwater.ts";
import { paintVillage } from "./village.ts";
import { paintVolcano } from "./volcano.ts";
import { paintBeach, paintIsland, paintOcean } from "./waters.ts";

/** Paints the place of the shot on the stage's canvas, and says where its subjects stand. */
export function paintPlace(stage: Stage): Ground {
  const { place } = stage.shot;
  switch (place) {
    case "space":
      return paintSpace(stage);
    case "moon":
      return paintMoon(stage);
    case "underwater":
      return paintUnderwater(stage);
    case "city":
      return paintCity(stage);
    case "street":
      return paintStreet(stage);
    case "forest":
      return paintForest(stage);
    case "jungle":
      return paintJungle(stage);
    case "desert":
      return paintDesert(stage);
    case "mountains":
      return paintMountains(stage);
    case "ocean":
      return paintOcean(stage);
    case "beach":
      return paintBeach(stage);
    case "island":
      return paintIsland(stage);
    case "lake":
      return paintLake(stage);
    case "river":
      return paintRiver(stage);
    case "road":
      return paintRoad(stage);
    case "meadow":
      return paintMeadow(stage);
    case "garden":
      return paintGarden(stage);
    case "village":
      return paintVillage(stage);
    case "castle":
      return paintCastle(stage);
    case "snowfield":
      return paintSnowfield(stage);
    case "sky":
      return paintHeights(stage);
    case "room":
      return paintRoom(stage);
    case "table":
      return paintTable(stage);
    case "studio":
      return paintStudio(stage);
    case "stage":
      return paintTheatre(stage);
    case "cave":
      return paintCave(stage);
    case "volcano":
      return paintVolcano(stage);
    case "dream":
      return paintDream(stage);
    default:
      return unreachable(place);
  }
}
