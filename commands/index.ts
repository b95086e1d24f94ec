import { cancel } from "./cancel.ts";
import { character } from "./character.ts";
import { compare } from "./compare.ts";
import { extend } from "./extend.ts";
import { help } from "./help.ts";
import { jobs } from "./jobs.ts";
import { models } from "./models.ts";
import { quota } from "./quota.ts";
import { remix } from "./remix.ts";
import { style } from "./style.ts";
import { video } from "./video.ts";

export { actions } from "./buttons.ts";

/** Every command, in the order in which help lists them. */
export const commands = [
  video,
  remix,
  extend,
  compare,
  style,
  character,
  jobs,
  cancel,
  models,
  quota,
  help,
];
