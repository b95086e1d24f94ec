import { unreachable } from "../../../errors.ts";

/** What tells one four-legged animal from another, in a drawing 32 units wide that looks to the left. */
interface Coat {
  readonly body: string;
  readonly shade: string;
  readonly belly: string;
  readonly legs: string;
  readonly ears: "pointed" | "round";
  readonly earInside: string;
  readonly tail: "brush" | "stub" | "tuft" | "ringed" | "flowing";
  readonly tailTip: string;
  readonly build: "slim" | "heavy";
  /** Painted over the head: a mask, a mane, eye patches, a horn. */
  readonly extra: string;
  readonly behindHead: string;
}

const FOX: Coat = {
  body: "#f0802c",
  shade: "#d4651c",
  belly: "#fff3e6",
  legs: "#6b3a24",
  ears: "pointed",
  earInside: "#5a2f20",
  tail: "brush",
  tailTip: "#fff3e6",
  build: "slim",
  extra: "",
  behindHead: "",
};

const COATS = {
  fox: FOX,
  wolf: {
    ...FOX,
    body: "#8d97a6",
    shade: "#6f7888",
    belly: "#dfe4ea",
    legs: "#626b7a",
    earInside: "#4a5160",
    tailTip: "#5d6675",
  },
  raccoon: {
    ...FOX,
    body: "#8b8f9b",
    shade: "#6f7380",
    belly: "#d9dbe2",
    legs: "#4a4c57",
    ears: "round",
    tail: "ringed",
    tailTip: "#4a4c57",
    extra: `<path d="M3.2 12.2q2.6-2.2 5.6-.4l.6 1.6q-3 1.2-5.9.3z" fill="#3a3c46"/>`,
  },
  bear: {
    ...FOX,
    body: "#8a5a3c",
    shade: "#6f452c",
    belly: "#a9744f",
    legs: "#6f452c",
    ears: "round",
    earInside: "#c08a64",
    tail: "stub",
    build: "heavy",
  },
  "polar-bear": {
    ...FOX,
    body: "#f3f5f8",
    shade: "#d3dae4",
    belly: "#ffffff",
    legs: "#d3dae4",
    ears: "round",
    earInside: "#b9c2cf",
    tail: "stub",
    build: "heavy",
  },
  panda: {
    ...FOX,
    body: "#f6f6f8",
    shade: "#dcdde4",
    belly: "#ffffff",
    legs: "#2d2a33",
    ears: "round",
    earInside: "#2d2a33",
    tail: "stub",
    build: "heavy",
    extra: `<ellipse cx="6.9" cy="12.4" rx="1.5" ry="1.25" transform="rotate(-25 6.9 12.4)" fill="#2d2a33"/>`,
  },
  lion: {
    ...FOX,
    body: "#efb04c",
    shade: "#d6933a",
    belly: "#f8d58e",
    legs: "#d6933a",
    ears: "round",
    earInside: "#a8652c",
    tail: "tuft",
    tailTip: "#8f4f22",
    build: "slim",
    behindHead: `<path d="M8.6 5.2q3-1.6 5.2.8q2.6 1 2.2 4q1.400 2.600-.8 4.600q-.2 3-3.200 3.400q-2.400 1.800-4.800.2q-3 .2-3.600-2.600q-1-2.600.2-4.600q.4-4.600 4.800-5.800z" fill="#a8602a"/><path d="M9 7q2.600-1 4.200.8q1.800 1.200 1.400 3.400q.6 2.400-1.200 3.600q-.8 2-3 1.800q-2.600.8-4-1.200q-1.800-2.400-.8-5q.8-2.600 3.400-3.400z" fill="#c1752f"/>`,
  },
  unicorn: {
    ...FOX,
    body: "#fbf7ff",
    shade: "#dcd2ee",
    belly: "#ffffff",
    legs: "#e7def5",
    earInside: "#f3b6d6",
    tail: "flowing",
    tailTip: "#f08ac0",
    extra: `<path d="M6.600 7.400L4.300.9l4.100 5.700z" fill="#ffcf5a"/><path d="M6.300 5.200l1.300-.6M5.500 3.400l1-.5" stroke="#e0a32e" stroke-width=".5"/><path d="M9.400 6q3.600.4 4.400 4.200q1.600 3 3.400 3.400q-3.600 1.200-5.400-1.600q-2-1.800-2.400-6z" fill="#f08ac0"/><path d="M10 6q3 1.400 3.400 4.600q.8 2 2 2.800q-2.600-.2-3.600-2.600z" fill="#8fb8ff"/>`,
  },
} satisfies Record<string, Coat>;

export type Beast = keyof typeof COATS;

export function isBeast(name: string): name is Beast {
  return name in COATS;
}

/** A four-legged animal in full, in the manner of the icons that stand beside it. */
export function drawBeast(name: Beast): string {
  const coat: Coat = COATS[name];
  return coat.build === "heavy" ? heavy(coat) : slim(coat);
}

function slim(coat: Coat): string {
  const leg = (x: number, back: boolean) =>
    `<path d="M${x} 19.500h2.900l-.5 8.700q1.100.3.9 1.800h-3.400q-.5 0-.4-.5z" fill="${back ? coat.shade : coat.body}"/><path d="M${x + 0.2} 25h2.400l-.2 3.200q1.100.3.9 1.800h-3.400q-.5 0-.4-.5z" fill="${back ? coat.shade : coat.legs}"/>`;
  return [
    tail(coat),
    leg(12.6, true),
    leg(21.4, true),
    `<path d="M9 14.500q2-2.400 6-2.200l6.500.2q4.700.3 4.700 5q0 3.600-2.600 4.800q-6.600 1.200-11.600.2q-3.600-1.600-3-8z" fill="${coat.body}"/>`,
    `<path d="M9.600 17.600q2.400 3.600 8 3.400q3.400 0 5.600-.4q-.4 1.600-2 1.800q-5.600.7-9.400-.2q-2-1.200-2.200-4.600z" fill="${coat.belly}"/>`,
    leg(10.2, false),
    leg(19, false),
    `<path d="M22 13q4.400.6 4.200 5q-.2 3.200-2.700 4.300q-3.800-1.400-3.300-5.200q.3-3 1.800-4.100z" fill="${coat.body}"/>`,
    coat.behindHead,
    ear(coat, 10.4, true),
    `<path d="M2 14.300q2.600-1.500 3.400-3.600q1.300-3.400 4.900-3.300q4 .3 4.200 4.400q0 5.200-4.700 5.600q-2.800.1-4.600-1.400q-2 .3-3.300-.6q-.5-.6.1-1.100z" fill="${coat.body}"/>`,
    `<path d="M2 14.300q3 .5 4.600-.5q1 2.400 4.400 2.900q-.5.600-1.200.7q-2.800.1-4.600-1.400q-2 .3-3.300-.6q-.5-.6.1-1.100z" fill="${coat.belly}"/>`,
    ear(coat, 7.6, false),
    coat.extra,
    `<circle cx="6.900" cy="12.300" r=".85" fill="#231a24"/><circle cx="6.600" cy="12" r=".26" fill="#fff"/><path d="M1.700 14.100q-.3 1.200.9 1.200q.8-.4.600-1.300z" fill="#2a1f28"/>`,
  ].join("");
}

function heavy(coat: Coat): string {
  const leg = (x: number, fill: string) =>
    `<path d="M${x} 19h4.800l-.3 9.200q1.200.2 1 1.800h-5q-.7 0-.7-.7z" fill="${fill}"/>`;
  return [
    `<circle cx="28.400" cy="15.400" r="1.500" fill="${coat.shade}"/>`,
    leg(12.4, coat.shade),
    leg(20.6, coat.shade),
    `<path d="M7.600 15q1.400-5 8-5.400q4.600-.6 8.600.4q5 1.600 4.800 8q0 5-3.400 6.200q-7.600 1.600-14.600 0q-4.200-2-3.400-9.200z" fill="${coat.body}"/>`,
    `<path d="M9.400 19.600q4 3.400 10 3.200q4 0 6.600-1.200q-.6 2.200-2.200 2.700q-6.600 1.200-12.200 0q-2-1.400-2.200-4.700z" fill="${coat.belly}" opacity=".8"/>`,
    coat.legs === coat.shade
      ? ""
      : `<path d="M10 12.400q4-3.400 6.600-2.800q1.600 6-1.200 14.800q-4 .2-5-1z" fill="${coat.legs}"/>`,
    leg(9, coat.legs),
    leg(23, coat.legs),
    `<circle cx="6.200" cy="8" r="1.900" fill="${coat.earInside}"/><circle cx="12.200" cy="7.600" r="1.900" fill="${coat.earInside}"/>`,
    coat.earInside === coat.legs
      ? ""
      : `<circle cx="12.200" cy="7.600" r="2" fill="${coat.body}"/><circle cx="12.100" cy="7.800" r="1" fill="${coat.earInside}"/><circle cx="6.200" cy="8" r="2" fill="${coat.body}"/><circle cx="6.300" cy="8.200" r="1" fill="${coat.earInside}"/>`,
    `<path d="M3.600 12.400q.6-5 5.600-5.200q5 .2 5.400 5.400q0 5.400-5.600 5.600q-4.600 0-5.600-2.600q-.6-1.400.2-3.200z" fill="${coat.body}"/>`,
    coat.extra,
    `<ellipse cx="5" cy="14.800" rx="2.700" ry="2.100" fill="${coat.belly}"/><path d="M2.500 13.600q1.200-.8 2.200 0q-.2 1.400-1.200 1.500q-1-.2-1-1.500z" fill="#2a2026"/>`,
    `<circle cx="7" cy="12.200" r=".85" fill="${coat.extra ? "#fff" : "#231a24"}"/><circle cx="6.900" cy="12.200" r=".5" fill="#231a24"/>`,
  ].join("");
}

function ear(coat: Coat, x: number, back: boolean): string {
  const fill = back ? coat.shade : coat.body;
  if (coat.ears === "round")
    return `<circle cx="${x + 1.6}" cy="7.600" r="1.700" fill="${fill}"/><circle cx="${x + 1.5}" cy="7.800" r=".8" fill="${coat.earInside}"/>`;
  return `<path d="M${x} 9.600l1.100-6.200q2.600 1.200 3.300 5z" fill="${fill}"/><path d="M${x + 0.9} 8.600l.6-3.600q1.400 1 1.800 3.200z" fill="${coat.earInside}"/>`;
}

function tail(coat: Coat): string {
  switch (coat.tail) {
    case "brush":
      return `<path d="M25 15q3.600-.4 5-4.400q2 5.600-.6 9.400q-2.200 2.800-5 1.200z" fill="${coat.shade}"/><path d="M30 10.600q1.500 4 .5 7q-1.700-1.400-3.400-3.200q1.900-1.200 2.900-3.800z" fill="${coat.tailTip}"/>`;
    case "ringed":
      return `<path d="M25 17q4-.6 5.400-5.400q1.800 5-.6 8.600q-2.400 2.600-5.200 1z" fill="${coat.shade}"/><path d="M27.400 15.800l2.900 2.600M29 13.600l2 2" stroke="${coat.tailTip}" stroke-width="1.200"/>`;
    case "tuft":
      return `<path d="M25.400 15.400q3.600-1 3.800-5.600" fill="none" stroke="${coat.body}" stroke-width="1.300"/><ellipse cx="29.200" cy="8.600" rx="1.400" ry="2.100" fill="${coat.tailTip}"/>`;
    case "flowing":
      return `<path d="M25 14q5-1 5.600 4.200q.4 4-1.600 7q.2-4-1.600-6.400q-1.600-1.600-2.800-1.800z" fill="${coat.tailTip}"/><path d="M25.600 15.400q3.600.6 3.400 6q-1-2.600-3.800-4.200z" fill="#8fb8ff"/>`;
    case "stub":
      return `<circle cx="27" cy="15.600" r="1.300" fill="${coat.shade}"/>`;
    default:
      return unreachable(coat.tail);
  }
}
