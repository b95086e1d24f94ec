/** How somebody in costume is dressed; all of them share one body, 32 units high, facing us. */
interface Costume {
  readonly coat: string;
  readonly trim: string;
  readonly legs: string;
  readonly boots: string;
  readonly skin?: string;
  /** A long coat or dress instead of trousers. */
  readonly robe?: boolean;
  /** Behind the body: a cape, a pack. */
  readonly behind?: string;
  /** Hair and hat, over the head. */
  readonly head: string;
  /** In the hands or on the chest, over the body. */
  readonly front?: string;
}

const SKIN = "#ffc48a";
const cape = (colour: string) =>
  `<path d="M11.200 11.500h9.600l3.400 15.500q-8.200 2.600-16.400 0z" fill="${colour}"/>`;
const beard = (colour: string) =>
  `<path d="M12.900 7.600q.4 1.600 3.100 1.600t3.100-1.600q.8 6-3.100 7q-3.900-1-3.100-7z" fill="${colour}"/>`;
const sword = `<g transform="translate(-3.2 0)"><path d="M24.600 6.500l1 0v13.500h-1z" fill="#d7dee8"/><path d="M22.900 19.600h4.400v1.200h-4.400z" fill="#c99a3f"/><path d="M24.500 20.600h1.200v3h-1.200z" fill="#7a4a2c"/></g>`;
const staff = (gem: string) =>
  `<path d="M25.400 7h1.100v23h-1.100z" fill="#8a5a3a"/><circle cx="25.950" cy="6" r="2" fill="${gem}"/><circle cx="25.400" cy="5.400" r=".6" fill="#fff" opacity=".8"/>`;
const crown = `<path d="M12.600 4.600l.2-3.600l1.700 1.700l1.500-2.300l1.500 2.300l1.700-1.700l.2 3.600z" fill="#ffc93f"/><circle cx="16" cy="3.400" r=".6" fill="#e0455a"/>`;
const hair = (colour: string) =>
  `<path d="M12.300 7.200q-.4-4.600 3.700-4.600t3.700 4.600q-1-2.200-3.700-2.200t-3.700 2.200z" fill="${colour}"/>`;

const COSTUMES: Readonly<Record<string, Costume>> = {
  knight: {
    coat: "#aab4c4",
    trim: "#d64a4f",
    legs: "#8f9bad",
    boots: "#6f7b8d",
    behind: cape("#c23a46"),
    head: `<path d="M12.200 8.600V5.800q0-3.600 3.800-3.600t3.800 3.600v2.800q0 2.200-3.800 2.200t-3.800-2.200z" fill="#c4cdd9"/><path d="M12.800 6.200h6.400v1.300h-6.400z" fill="#39404d"/><path d="M16 2.400q.4-2.200 3.600-1.800q-1.600.8-2 2.400z" fill="#d64a4f"/>`,
    front: `<path d="M14 13h4v4.600q-.6 1.400-2 2q-1.400-.6-2-2z" fill="#d64a4f"/>${sword}`,
  },
  samurai: {
    coat: "#a8323c",
    trim: "#e0b04a",
    legs: "#2f2f3f",
    boots: "#22222c",
    head: `<path d="M12.600 5.400q.6-2.600 3.400-2.600t3.400 2.600z" fill="#2d2430"/><path d="M8.600 6.300L16 .6l7.400 5.700q-7.400 2-14.800 0z" fill="#d9b26a"/><path d="M16 .6l7.400 5.700q-3.600 1-6.600 1z" fill="#b98f4a"/>`,
    front: `<path d="M12 15.400h8v1.500h-8z" fill="#e0b04a"/><path d="M23.800 10.500l1-.3l1.900 9.500l-1 .2z" fill="#d7dee8"/><path d="M24.400 19.500l3-.6l.2.900l-3 .6z" fill="#39404d"/>`,
  },
  ninja: {
    coat: "#33344a",
    trim: "#c23a46",
    legs: "#2a2b3d",
    boots: "#1f2030",
    head: `<path d="M12.100 8V6q.2-3.800 3.900-3.800T19.900 6v2q-.2 3-3.900 3T12.100 8z" fill="#2a2b3d"/><path d="M12.700 6.100h6.600v1.700h-6.600z" fill="${SKIN}"/><circle cx="14.500" cy="6.900" r=".45" fill="#222"/><circle cx="17.500" cy="6.900" r=".45" fill="#222"/><path d="M19.600 4.600l3.600 1.600l-.6.900l-3-1.200z" fill="#c23a46"/>`,
    front: `<path d="M12 15.400h8v1.300h-8z" fill="#c23a46"/>`,
  },
  wizard: {
    coat: "#4a57b8",
    trim: "#ffd35a",
    legs: "#3a4594",
    boots: "#3a2c28",
    robe: true,
    head: `${beard("#eef1f6")}<path d="M10.400 6L16-3.500L21.600 6q-5.600 1.400-11.200 0z" fill="#3f4aa8"/><circle cx="15.200" cy="2.800" r=".6" fill="#ffd35a"/><circle cx="17.300" cy="4.300" r=".45" fill="#ffd35a"/>`,
    front: staff("#7fe6ff"),
  },
  witch: {
    coat: "#4a3a63",
    trim: "#8fd05a",
    legs: "#3c2f52",
    boots: "#2a2030",
    robe: true,
    head: `<path d="M12.200 6.500h7.600q1.200 4.500.6 7h-1.800l-.8-6h-3.600l-.8 6h-1.800q-.6-2.500.6-7z" fill="#c9582c"/><path d="M9 6.300q7 1.800 14 0q-2.600-1.400-4.200-1.600L16.800-4L13.200 4.700Q11.600 4.900 9 6.300z" fill="#3a2c50"/><path d="M13 3.700h6l.3 1.400h-6.600z" fill="#8fd05a"/>`,
    front: `<path d="M24.400 9h1v17h-1z" fill="#8a5a3a"/><path d="M23.300 25h3.200l.8 5h-4.800z" fill="#e0b35a"/>`,
  },
  elf: {
    coat: "#5a9a4f",
    trim: "#c99a3f",
    legs: "#8a6a45",
    boots: "#5a3f2c",
    head: `<path d="M11.300 8.400l-2-1.600l2.800-.2zM20.700 8.400l2-1.600l-2.800-.2z" fill="${SKIN}"/>${hair("#e8c46a")}<path d="M12 5.600q1-5.200 8.800-5q-1.600 1.400-1 5q-3.900-1.400-7.800 0z" fill="#3f7d3a"/>`,
    front: `<path d="M12 16h8v1.200h-8z" fill="#c99a3f"/>`,
  },
  hooded: {
    coat: "#c23a46",
    trim: "#8f2632",
    legs: "#6a4a3c",
    boots: "#4a3028",
    robe: true,
    behind: cape("#a82c3a"),
    head: `<path d="M11.200 10.200q-.8-8.600 4.800-8.800q5.600.2 4.800 8.800q-1.400-4.800-4.800-4.800t-4.800 4.800z" fill="#c23a46"/>`,
    front: `<path d="M23 18.500h5q.6 3.600-.6 5h-3.800q-1.200-1.400-.6-5z" fill="#c9924f"/><path d="M23.200 18.600q2.300-4 4.600 0" fill="none" stroke="#a8733a" stroke-width=".7"/>`,
  },
  king: {
    coat: "#8f2f5a",
    trim: "#ffc93f",
    legs: "#5a2f5a",
    boots: "#3f2440",
    robe: true,
    behind: cape("#b8383f"),
    head: `${beard("#b5793f")}${crown}`,
    front: `<path d="M10.800 11.500h10.400v2.200H10.800z" fill="#fff6ea"/>`,
  },
  queen: {
    coat: "#d65a8f",
    trim: "#ffd98a",
    legs: "#d65a8f",
    boots: "#8f2f5a",
    robe: true,
    head: `<path d="M11.900 13q-1.200-10.600 4.100-10.400Q21.300 2.400 20.100 13h-2l-.2-6.500h-3.800L13.900 13z" fill="#7a4226"/>${crown}`,
    front: `<path d="M13.600 12.200q2.400 1.800 4.800 0" fill="none" stroke="#ffd98a" stroke-width=".9"/>`,
  },
  detective: {
    coat: "#b58d5c",
    trim: "#8f6b40",
    legs: "#4a4a58",
    boots: "#2f2f3a",
    robe: true,
    head: `<path d="M9.600 5.800q6.400 1.800 12.800 0q-1-1.200-2.500-1.300q0-3.500-3.900-3.500t-3.900 3.500Q10.600 4.600 9.600 5.800z" fill="#7a5a38"/><path d="M12.200 3.700h7.600v1.100h-7.600z" fill="#3f2f24"/>`,
    front: `<path d="M12.600 11.400l3.400 4l3.400-4l1.500.6l-3.300 5.400h-3.200L11.100 12z" fill="#9a7446"/><path d="M11.300 18.500h9.400v1.300h-9.400z" fill="#8f6b40"/>`,
  },
  hero: {
    coat: "#2f6fd0",
    trim: "#ffd03f",
    legs: "#2f6fd0",
    boots: "#d63a46",
    behind: cape("#d63a46"),
    head: `${hair("#2d2430")}<path d="M12.800 6.500h6.400v1.500h-6.400z" fill="#d63a46"/><circle cx="14.600" cy="7.200" r=".45" fill="#fff"/><circle cx="17.400" cy="7.200" r=".45" fill="#fff"/>`,
    front: `<path d="M13.600 12.600h4.800l-.6 2.400l-1.800 1.900l-1.800-1.900z" fill="#ffd03f"/><path d="M12.100 18.600h7.800v1.300h-7.800z" fill="#ffd03f"/>`,
  },
  chef: {
    coat: "#f5f6f8",
    trim: "#d63a46",
    legs: "#5a6270",
    boots: "#2f3440",
    head: `<path d="M12.400 5.400V3q-1.800-.6-1.200-2.200q.8-1.600 2.400-.9q1-1.500 2.400-1.300q1.400-.2 2.400 1.300q1.600-.7 2.400.9q.6 1.600-1.200 2.200v2.400q-3.600 1-7.200 0z" fill="#fff"/><path d="M12.400 4.300h7.200v1.100q-3.600 1-7.200 0z" fill="#dfe3ea"/>`,
    front: `<circle cx="14.600" cy="14" r=".5" fill="#b8bec9"/><circle cx="17.400" cy="14" r=".5" fill="#b8bec9"/><circle cx="14.600" cy="16.500" r=".5" fill="#b8bec9"/><circle cx="17.400" cy="16.500" r=".5" fill="#b8bec9"/><path d="M13.700 10.800h4.600l-2.300 1.700z" fill="#d63a46"/>`,
  },
  santa: {
    coat: "#d6333f",
    trim: "#fff",
    legs: "#b8262f",
    boots: "#2d2430",
    head: `${beard("#fff")}<path d="M12 5.600Q13-1 21.600 2.200q-2 .6-1.600 3.400z" fill="#d6333f"/><circle cx="21.600" cy="2.800" r="1.300" fill="#fff"/><path d="M11.700 4.600h8.600v1.800h-8.600z" fill="#fff"/>`,
    front: `<path d="M11.200 17.600h9.600v1.600h-9.600z" fill="#2d2430"/><path d="M15 17.500h2v1.800h-2z" fill="#ffc93f"/><path d="M15.300 11h1.400v6.500h-1.400z" fill="#fff"/>`,
    behind: `<path d="M20.500 12q8 1 7.500 8.500q-.8 4-5.500 3.500z" fill="#8a5a3a"/>`,
  },
  pirate: {
    coat: "#8f2f3a",
    trim: "#e0b04a",
    legs: "#4a4454",
    boots: "#2a2430",
    head: `${beard("#4a3026")}<path d="M9.700 5.200q.8-1.900 3.100-2q3.200-3.600 6.400 0q2.300.1 3.100 2q-6.300 1.800-12.600 0z" fill="#2a2430"/><circle cx="16" cy="3.500" r=".9" fill="#fff"/><path d="M12.300 5.900l3.100 1.300q-.8 1.300-1.900.4z" fill="#111"/>`,
    front: `<path d="M14.600 11.200h2.800v6.600h-2.800z" fill="#f3ecd9"/><path d="M11.600 17.600h8.800v1.400h-8.800z" fill="#e0b04a"/>`,
  },
  monk: {
    coat: "#d6762a",
    trim: "#a8541c",
    legs: "#d6762a",
    boots: "#8a5a3a",
    robe: true,
    head: `<path d="M12.600 5.200q.6-2.600 3.400-2.600t3.400 2.600q-3.400-1.400-6.800 0z" fill="#e8a876"/>`,
    front: `<path d="M11.600 11.400q6 2 8.800 10.800l-2 .4q-2.200-7.600-7.300-9z" fill="#a8541c"/>${staff("#d6a45a")}`,
  },
  diver: {
    coat: "#2a5f7a",
    trim: "#ffcf3f",
    legs: "#2a5f7a",
    boots: "#ffcf3f",
    behind: `<path d="M19 11h4v10h-4z" fill="#ffcf3f"/>`,
    head: `<path d="M12 9V6.200q.2-4 4-4t4 4V9q-1 2.400-4 2.400T12 9z" fill="#1f4a60"/><path d="M12.900 5.600h6.200v2.900q-3.100 1-6.200 0z" fill="#a8ecff"/>`,
  },
};

export function isCostumed(name: string): boolean {
  return name in COSTUMES;
}

export function drawPerson(name: string): string {
  const costume = COSTUMES[name];
  if (!costume) return "";
  const { coat, trim, legs, boots, skin = SKIN } = costume;
  const lower = costume.robe
    ? `<path d="M11.800 17h8.400l2.200 11.400q-6.400 1.700-12.800 0z" fill="${coat}"/><path d="M16.600 17h3.600l2.200 11.400q-2.800.8-5.400.9z" fill="#000" opacity=".13"/><path d="M11.500 28.300h3.800v1.700h-4.200zM16.700 28.300h3.800l.4 1.700h-4.200z" fill="${boots}"/>`
    : `<path d="M12 18.500h3.900l-.3 9.500h-3.100zM16.100 18.500H20l-.5 9.500h-3.100z" fill="${legs}"/><path d="M11.600 26.600h4v3.400h-4.600q-.2-2 .6-3.400zM16.400 26.600h4q.8 1.400.6 3.400h-4.600z" fill="${boots}"/>`;
  return [
    costume.behind ?? "",
    lower,
    `<path d="M10.400 12.600l1.600 0l.2 7.800l-1.700.2q-1.600-4-.1-8zM21.600 12.600l-1.600 0l-.2 7.800l1.700.2q1.600-4 .1-8z" fill="${coat}"/>`,
    `<circle cx="11" cy="20.800" r="1.100" fill="${skin}"/><circle cx="21" cy="20.800" r="1.100" fill="${skin}"/>`,
    `<path d="M11.400 11.400q4.600-1.600 9.200 0l-.4 8.200q-4.200 1-8.400 0z" fill="${coat}"/><path d="M17 11q2 0 3.600.4l-.4 8.200q-1.700.5-3.200.5z" fill="#000" opacity=".12"/>`,
    `<path d="M14.700 9h2.600v2.600q-1.300.9-2.600 0z" fill="${skin}"/><circle cx="16" cy="7" r="3.600" fill="${skin}"/><circle cx="14.700" cy="7.200" r=".45" fill="#3a2a24"/><circle cx="17.300" cy="7.200" r=".45" fill="#3a2a24"/><path d="M14.900 8.700q1.100.9 2.200 0" fill="none" stroke="#b5653f" stroke-width=".4"/>`,
    `<path d="M11.500 19h9v.7h-9z" fill="${trim}"/>`,
    costume.head,
    costume.front ?? "",
  ].join("");
}
