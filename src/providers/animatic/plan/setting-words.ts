import { words } from "./words.ts";
import type { Vocabulary } from "./words.ts";

export type Time =
  | "dawn"
  | "day"
  | "golden"
  | "sunset"
  | "dusk"
  | "night"
  | "neon"
  | "storm"
  | "mist";

export type Weather =
  | "clear"
  | "rain"
  | "storm"
  | "snow"
  | "fog"
  | "wind"
  | "petals"
  | "fireflies"
  | "embers"
  | "bubbles"
  | "dust"
  | "fireworks"
  | "confetti";

export const TIMES: Vocabulary<Time> = [
  ["neon", words("neon|cyber ?punk|synthwave|vaporwave|blade runner")],
  [
    "golden",
    words("golden hour|golden light|late afternoon|golden|autumn|fall colou?rs|warm light|sunlit"),
  ],
  ["sunset", words("sunset|sun(?:down)|setting sun|sun sets|evening|sun goes down")],
  ["dawn", words("dawn|sunrise|daybreak|morning|first light|rising sun|sun rises|sun comes up")],
  ["dusk", words("dusk|twilight|blue hour|gloaming|nightfall|getting dark")],
  [
    "night",
    words(
      "night|midnight|moonlight|moonlit|moonrise|starry|stars?|starlight|aurora|northern lights|full moon|candle ?light|fireworks?|fireflies|firefly|dark(?:ness)?",
    ),
  ],
  [
    "day",
    words(
      "day(?:light|time)?|noon|midday|sunny|bright sun|blue sky|summer|spring|afternoon|sunshine",
    ),
  ],
];

/** Skies that take the light away, where no hour is named. */
export const SKIES: Vocabulary<Time> = [
  [
    "storm",
    words(
      "storm|thunder(?:storm)?|lightning|tempest|hurricane|tornado|stormy|overcast|gloomy|grey sky|dark clouds",
    ),
  ],
  ["mist", words("fog|foggy|mist|misty|haze|hazy")],
];

export const WEATHERS: Vocabulary<Weather> = [
  ["storm", words("storm|thunder(?:storm)?|lightning|tempest|hurricane|stormy|downpour")],
  ["rain", words("rain(?:s|y|ing|drops?|fall)?|drizzle|shower|wet street|monsoon|pouring")],
  [
    "snow",
    words(
      "snow(?:s|ing|y|fall|flakes?|storm|field)?|blizzard|winter|sleigh|christmas|arctic|antarctica|frozen|icy",
    ),
  ],
  ["fog", words("fog|foggy|mist|misty|haze|hazy")],
  ["petals", words("petals?|cherry blossoms?|sakura|blossoms?|spring breeze")],
  [
    "wind",
    words(
      "wind|windy|breeze|breezy|gust|autumn|falling leaves|leaves (?:fall|swirl|blow|drift)\\w*|leaves",
    ),
  ],
  [
    "fireflies",
    words("fireflies|firefly|magic|magical|fairy|fairies|enchanted|glowing|wizard|spell|wish"),
  ],
  [
    "embers",
    words(
      "ember|fire|flames?|burning|campfire|bonfire|spark|lava|dragon|volcano|forge|explosion|battle",
    ),
  ],
  ["bubbles", words("bubble|underwater|soap")],
  ["fireworks", words("fireworks?|new year's? eve")],
  [
    "confetti",
    words(
      "confetti|party|celebrat(?:e|es|ing|ion)|parade|carnival|birthday|wins?|champion|festival",
    ),
  ],
  [
    "dust",
    words("dust|dusty|sunbeam|god ?rays?|light shafts?|sand ?storm|desert|attic|old library"),
  ],
];

/** A change that the words announce: before it, the setting is another. "Night falls", "it starts to snow". */
export const TURN =
  /\b(?:falls?|comes?|begin|begins|starts?|breaks?|turns?|becomes?|sets?|rises?|fades?|arrives?|settles?|rolls? in|clears?|stops?|goes down|approaches|grows|changes?)\b/i;
