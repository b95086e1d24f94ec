// What people write about in prompts, in English and German. Each pattern errs on the side of
// finding something: advice that nobody needs is worse than none.

/** Ways in which a camera moves; two of them in one shot spoil both. */
export const MOVES: readonly RegExp[] = [
  whole("zoom(?:s|ing|t|en)?"),
  whole(
    "pans|panning|pan (?:left|right|across|over|to|shot)|camera pan|kameraschwenk|schwenk(?:t|en)?",
  ),
  whole("tilt(?:s|ing)? (?:up|down)"),
  whole(
    "doll(?:y|ies)(?: in)?|push(?:es|ing)?[- ]in|fährt (?:heran|näher)|fahrt heran|kamerafahrt",
  ),
  whole("pull(?:s|ing)?[- ](?:back|out)|dolly out|fährt zurück|fahrt zurück"),
  whole("orbit(?:s|ing)?|arc shot|umkreist"),
  whole("crane (?:shot|up|down)|crane|boom (?:up|down)|jib|kamerakran|kranfahrt"),
  whole("track(?:s|ing)(?: shot)?|camera follows|following shot|kamera folgt|folgt ihm|folgt ihr"),
  whole("whip pan|fly[- ]?through"),
];

export const CAMERA = whole(
  "camera|shot|close[- ]?up|wide[- ]angle|macro|aerial|drone|hand[- ]?held|static|tripod|low angle|high angle|over[- ]the[- ]shoulder|pov|first[- ]person|bird'?s[- ]eye|lens|\\d{2,3} ?mm|depth of field|bokeh|slow[- ]?motion|slow[- ]mo|time[- ]?lapse|hyperlapse|turn ?table|kamera\\p{L}*|nahaufnahme|großaufnahme|totale|halbtotale|weitwinkel|froschperspektive|vogelperspektive|zeitlupe|zeitraffer|drohne\\p{L}*|makro|stativ|objektiv",
);

export const LIGHT = whole(
  "sun(?:s|ny|light|lit|set|sets|rise|shine|beams?)?|moon(?:light|lit|lights)?|golden hour|blue hour|dusk|dawn|twilight|nights?|night[- ]?time|midnight|noon|morning|evening|afternoon|day ?light|candle(?:s|light|lit)?|lamp\\p{L}*|lantern\\p{L}*|neon|glow\\p{L}*|back ?lit|backlight|light(?:s|ing|ning)?|\\p{L}+lit|shadow\\p{L}*|overcast|fog\\p{L}*|mist\\p{L}*|haz[ey]|storm\\p{L}*|rain\\p{L}*|snow(?:y|ing|fall)|bright\\p{L}*|dark\\p{L}*|silhouette|fire ?light|torch\\p{L}*|spotlight|star(?:s|ry|light)|sonn\\p{L}*|mond\\p{L}*|\\p{L}*licht\\p{L}*|\\p{L}*nacht\\p{L}*|\\p{L}*abend\\p{L}*|morgen\\p{L}*|mittag\\p{L}*|dämmer\\p{L}*|goldene stunde|kerze\\p{L}*|lampe\\p{L}*|laterne\\p{L}*|leucht\\p{L}*|schatten|nebel\\p{L}*|regen\\p{L}*|regnet|gewitter\\p{L}*|sturm|schneit|hell\\p{L}*|dunkel\\p{L}*|dunkl\\p{L}*|bewölkt|stern\\p{L}*",
);

const NO_PLACE =
  "(?:slow|style|stil|black[- ](?:and|&)|focus|love|frame|close|camera|zeitlupe|schwarz[- ]?wei(?:ß|ss)|4k|hd|hdr|rain|regen|motion|general|color|colour|detail|full)(?![\\p{L}])|\\d";

const ARTICLE =
  "(?:(?:an?|the|d(?:er|ie|as|em|en)|ein(?:e[mnr]?)?)\\s+)?(?!(?:an?|the|d(?:er|ie|as|em|en)|ein(?:e[mnr]?)?)\\s)";

export const SETTING: readonly RegExp[] = [
  new RegExp(
    `(?<![\\p{L}])(?:in|on|at|under|through|across|along|beside|inside|outside|near|above|below|behind|between|among|around|against|into|onto|over|past)\\s+${ARTICLE}(?!${NO_PLACE})\\p{L}{2,}`,
    "iu",
  ),
  new RegExp(
    `(?<![\\p{L}])(?:im|ins|am|auf|unter|über|durch|entlang|neben|vor|hinter|zwischen|beim|(?:an|bei|aus|um) (?:der|dem|den|einer|einem|einen|die|das|ein))\\s+${ARTICLE}(?!${NO_PLACE})\\p{L}{2,}`,
    "iu",
  ),
  whole(
    "city|town|village|forest|woods|beach|street|road|room|kitchen|desert|mountains?|ocean|sea|lake|river|sky|space|underwater|studio|garden|park|field|meadow|background|rain|snow|stadt|dorf|wald|strand|straße|zimmer|küche|wüste|berge?|meer|see|fluss|himmel|weltall|garten|wiese|hintergrund|regen|schnee",
  ),
];

const NO_ACTION =
  "morning|evening|building|king|viking|ring|earring|thing|something|anything|nothing|everything|string|ceiling|lighting|painting|wedding|clothing|spring|wing|sling|being|during|wearing|sibling|pudding|bring|lightning|darling|establishing|tracking|interesting|amazing|stunning|sterling|camping|parking|swimming pool";

export const ACTION: readonly RegExp[] = [
  new RegExp(`(?<![\\p{L}])(?!(?:${NO_ACTION})s?(?![\\p{L}]))\\p{L}{2,}ing(?![\\p{L}])`, "iu"),
  whole(
    "(?:walk|run|jump|leap|fl(?:y|ie)|dance|swim|crawl|climb|ride|drive|sail|float|drift|glide|fall|drop|rise|grow|bloom|melt|burn|explode|erupt|crash|break|shatter|spin|turn|rotate|roll|slide|swing|wave|wag|nod|smile|laugh|cry|sing|play|speak|talk|whisper|shout|eat|drink|sip|cook|pour|stir|write|read|paint|draw|build|open|close|push|pull|lift|carry|throw|catch|kick|hit|fight|chase|hunt|hide|look|stare|gaze|watch|search|sleep|wake|yawn|stretch|sit|stand|kneel|lie|lean|enter|leave|arrive|approach|cross|pass|follow|lead|race|gallop|trot|hop|splash|drip|flow|pulse|glow|flicker|blink|emerge|appear|vanish|transform|morph|unfold|assemble|hover|land|take[s]? off|launch|orbit|blow|breathe|shake|shiver|tremble|hug|kiss|hold|grab|pick|put|place|reach|point|knit|peel|slice|cut|light|juggle|skate|surf|ski|paddle|row)(?:s|es|ed|ing)?|ran|flew|swam|fell|rose|sat|stood",
  ),
  whole(
    "läuft|laufen|rennt|rennen|springt|springen|hüpft|fliegt|fliegen|tanzt|tanzen|schwimmt|schwimmen|geht|gehen|fährt|fahren|fällt|fallen|dreht|drehen|steht|stehen|sitzt|sitzen|liegt|trinkt|trinken|isst|essen|frisst|lacht|lachen|lächelt|winkt|winken|öffnet|öffnen|schließt|schaut|schauen|blickt|spielt|spielen|singt|singen|rollt|rollen|gleitet|schwebt|schweben|treibt|treiben|wächst|wachsen|explodiert|kocht|schreibt|liest|malt|baut|bauen|zieht|ziehen|wirft|fängt|jagt|jagen|kämpft|kämpfen|schläft|schlafen|wacht|weint|schüttelt|klettert|klettern|reitet|reiten|segelt|segeln|schmilzt|blüht|brennt|tropft|fließt|kommt|kommen|nimmt|gibt|hält|trägt|zeigt|streichelt|küsst|umarmt|gießt|putzt|bellt|schnurrt|flattert|weht|stürzt|verschwindet|erscheint|verwandelt|(?!abend|wochenend|legend|dutzend|spannend|jugend|gegend)\\p{L}{3,}end(?:e|er|es|en)?(?<!abend|wochenende|legende|jugend|gegend)",
  ),
];

/** Words about how it is filmed, which are no subject. */
export const TECHNIQUE = whole(
  "cinematic|realistic|photo ?realistic|artistic|anime|noir|clay|vintage|comic|product|architecture|documentary|epic|beautiful|stunning|amazing|awesome|cool|nice|video|clip|film|movie|scene|animation|render|style|look|mood|vibe|[48]k|u?hd|hdr|high quality|best quality|masterpiece|ultra|detailed|highly|trending|viral|make|please|create|generate|with|and|the|for|some|something|anything|in|of|an?|very|black|white|colou?r\\p{L}*|grain|schön\\p{L}*|toll\\p{L}*|filmisch|mach|bitte|ein(?:e|en)?|das|der|die|mit|und|sehr|irgendwas|etwas|stil|hochwertig|realistisch",
);

/** Other languages that are written in the same letters, of which these patterns know nothing. */
export const FOREIGN = whole(
  "un|une|uno|una|el|los|las|la|le|les|du|des|dans|avec|et|con|y|de|en|em|um|uma|com|na|nas|nos|il|lo|gli|della|nel|het|een|met",
);

/** What begins something new after what was before. */
export const SEQUENCE = whole(
  "then|after that|afterwards|suddenly|finally|next|dann|danach|anschließend|plötzlich|schließlich|zuletzt|daraufhin",
);

/** What begins another shot. */
export const CUT =
  /\b(?:cut to|cuts to|smash cut|(?:shot|scene|einstellung|szene) ?\d+|schnitt(?: auf| zu)?)\b|\[\d[^\]]*\]|\n/giu;

function whole(alternatives: string): RegExp {
  return new RegExp(`(?<![\\p{L}])(?:${alternatives})(?![\\p{L}])`, "iu");
}
