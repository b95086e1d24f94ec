import { words } from "./words.ts";
import type { Vocabulary } from "./words.ts";

/** Where a shot can be. */
export type Place =
  | "space"
  | "moon"
  | "underwater"
  | "city"
  | "street"
  | "forest"
  | "jungle"
  | "desert"
  | "mountains"
  | "ocean"
  | "beach"
  | "island"
  | "lake"
  | "river"
  | "road"
  | "meadow"
  | "garden"
  | "village"
  | "castle"
  | "snowfield"
  | "sky"
  | "room"
  | "table"
  | "studio"
  | "stage"
  | "cave"
  | "volcano"
  | "dream";

export const PLACES: Vocabulary<Place> = [
  [
    "underwater",
    words(
      "underwater|under the (?:sea|water|ocean|waves)|coral(?: reef)?|reef|deep sea|seabed|ocean floor|bottom of the (?:sea|ocean)|dives? into|diving into",
    ),
  ],
  [
    "moon",
    words(
      "(?:on|across|over|of) the moon|lunar|moon(?:'s)? surface|(?:on|of|across) mars|martian|alien (?:planet|world|landscape)|red planet|craters?",
    ),
  ],
  [
    "space",
    words(
      "space|outer space|galax(?:y|ies)|nebula|cosmos|cosmic|planet|asteroid|solar system|milky way|zero gravity|universe|earth from",
    ),
  ],
  ["volcano", words("volcano|volcanic|lava")],
  ["cave", words("cave|cavern|grotto|mine ?shaft|tunnel|dungeon")],
  [
    "street",
    words(
      "street|alley(?:way)?|boulevard|sidewalk|crosswalk|avenue|market|bazaar|corner shop|traffic|shopfront|souk|chinatown|cobble(?:d|stone)?s?|lane",
    ),
  ],
  [
    "city",
    words(
      "city|cities|skyline|skyscraper|downtown|metropolis|tokyo|new york|manhattan|hong kong|paris|london|berlin|urban|rooftop|cityscape|town|megacity|bridge",
    ),
  ],
  ["jungle", words("jungle|rainforest|tropical forest|amazon|bamboo")],
  [
    "forest",
    words(
      "forest|wood(?:s|land)|grove|pine trees|redwood|(?:among|between|through) the trees|autumn leaves|clearing",
    ),
  ],
  [
    "snowfield",
    words(
      "snowfield|(?:in|through|on|across) the (?:deep |fresh |white )?snow|tundra|arctic|antarctica|north pole|glacier|iceberg|ice field|frozen (?:lake|land|waste\\w*|sea|plain)|snowy (?:field|hill|plain|landscape|meadow)|ski(?:ing)? slope|piste|igloo",
    ),
  ],
  ["island", words("island|atoll|lagoon|archipelago")],
  [
    "beach",
    words("beach|shore(?:line)?|seashore|coast(?:line)?|seaside|sand castle|surf(?:ing|er)?"),
  ],
  ["ocean", words("ocean|sea|waves?|high seas|harbou?r|bay|pier|open water|sail(?:s|ing)")],
  ["lake", words("lake|pond|fjord|swamp|loch|reservoir|puddle")],
  ["river", words("river|stream|creek|waterfall|canal|brook|rapids|riverbank")],
  [
    "desert",
    words(
      "desert|dunes?|sahara|savannah?|canyon|mesa|wasteland|oasis|wild west|pyramids?|outback|steppe",
    ),
  ],
  ["castle", words("castle|fortress|palace|citadel|kingdom|medieval")],
  ["village", words("village|farm|barn|hamlet|countryside|cottage|suburb|ranch|windmill")],
  [
    "mountains",
    words("mountain|alps|alpine|himalaya|peak|summit|valley|cliff|ridge|highlands?|everest|fuji"),
  ],
  [
    "garden",
    words(
      "garden|orchard|park|flower field|flowers|cherry blossoms?|greenhouse|vineyard|tulips?|sunflowers?|lavender",
    ),
  ],
  [
    "road",
    words(
      "road|highway|freeway|motorway|route 66|race ?track|racing|driv(?:es|ing) (?:down|along|through|past)|asphalt|railway|train tracks?",
    ),
  ],
  [
    "meadow",
    words(
      "meadow|field|grass(?:land)?|prairie|hill|pasture|plain|lawn|landscape|countryside|backyard|picnic",
    ),
  ],
  [
    "sky",
    words(
      "(?:in|through|across|above|into) the (?:sky|clouds)|above the clouds|sky|clouds|cloudscape|heaven|stratosphere|mid[- ]air",
    ),
  ],
  [
    "stage",
    words("stage|concert|theat(?:er|re)|spotlights?|opera|ballroom|circus|disco|nightclub|arena"),
  ],
  [
    "table",
    words(
      "table|kitchen|plate|breakfast|dinner|lunch|picnic|counter|bakery|caf[eé]|coffee ?shop|bar|restaurant|cooking|wooden board|desk",
    ),
  ],
  [
    "studio",
    words(
      "studio|product shot|turn ?table|pedestal|podium|product shot|white background|seamless|showcase|packshot|commercial|unboxing|black background|plain background",
    ),
  ],
  [
    "room",
    words(
      "room|bedroom|living room|indoors?|interior|window ?sill|library|office|classroom|attic|fireplace|sofa|couch|bed|hallway|lab(?:oratory)?|museum|house interior|apartment|cabin interior|inside (?:a|the) (?:house|cabin|cottage)|nursery|hospital|workshop",
    ),
  ],
];
