import { animate } from "./animate.ts";
import { actions as buttons } from "./buttons.ts";
import { cancel } from "./cancel.ts";
import { character } from "./character.ts";
import { coach } from "./coach.ts";
import { compare } from "./compare.ts";
import { consentActions } from "./consent-buttons.ts";
import { consent } from "./consent.ts";
import { extend } from "./extend.ts";
import { help } from "./help.ts";
import { jobs } from "./jobs.ts";
import { models } from "./models.ts";
import { quota } from "./quota.ts";
import { remix } from "./remix.ts";
import { settings } from "./settings.ts";
import { storyboard } from "./storyboard.ts";
import { style } from "./style.ts";
import { usage } from "./usage.ts";
import { video } from "./video.ts";

/** What every button does. */
export const actions = [...buttons, ...consentActions];

/** Every command, in the order in which help lists them. */
export const commands = [
  video,
  animate,
  remix,
  extend,
  compare,
  storyboard,
  style,
  character,
  coach,
  jobs,
  cancel,
  models,
  quota,
  usage,
  settings,
  consent,
  help,
];
