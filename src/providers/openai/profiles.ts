/** What one kind of server that speaks `/v1/videos` does in its own way. */
export interface Profile {
  /** Whether a create names its model; a server of one model may refuse any other name. */
  readonly sendsModel: boolean;
  readonly sendsSeed: boolean;
  /**
   * `true`: what it reports is what it knows. `between`: many gateways only jump from 0 to 100, so
   * only what lies between is believed. `false`: it always jumps.
   */
  readonly progress: true | "between" | false;
  /** Whether DELETE stops a running generation; elsewhere it only forgets the record. */
  readonly deleteCancels: boolean;
  /** What a 404 to a poll means: thrown away, or forgotten by a restart. */
  readonly missing: "expired" | "lost";
  /** Whether an answer may say where else the clip lies. */
  readonly linksClips: boolean;
  /** Whether it has a thumbnail beside the clip; elsewhere `variant` is the number of an output. */
  readonly hasThumbnails: boolean;
  /** Whether `GET /models` lists only models that film. */
  readonly listsOnlyVideo: boolean;
  /**
   * What an unfound submission costs: who lists its work has not begun what it does not list. `listed`
   * is free once the list was read whole and left no video of that time unexplained, and else charged.
   */
  readonly unclearMeans: "charged" | "free" | "listed";
}

const generic: Profile = {
  sendsModel: true,
  sendsSeed: true,
  progress: "between",
  deleteCancels: false,
  missing: "lost",
  linksClips: true,
  hasThumbnails: false,
  listsOnlyVideo: true,
  // Whether it lists anything is known only once it did; until then it may bill what it hides.
  unclearMeans: "listed",
};

/** The table of quirks. A server that is not in it is `generic`. */
export const PROFILES = {
  openai: {
    ...generic,
    sendsSeed: false,
    progress: true,
    missing: "expired",
    linksClips: false,
    hasThumbnails: true,
    listsOnlyVideo: false,
    unclearMeans: "free",
  },
  sglang: { ...generic, progress: false, unclearMeans: "free" },
  "vllm-omni": {
    ...generic,
    sendsModel: false,
    progress: false,
    deleteCancels: true,
    linksClips: false,
    unclearMeans: "free",
  },
  litellm: {
    ...generic,
    sendsSeed: false,
    missing: "expired",
    listsOnlyVideo: false,
    // Its list is that of one of the providers behind it, not of all.
    unclearMeans: "charged",
  },
  generic,
} satisfies Record<string, Profile>;

export type ProfileName = keyof typeof PROFILES;
