import { cancel } from "./cancel.ts";
import { help } from "./help.ts";
import { jobs } from "./jobs.ts";
import { models } from "./models.ts";
import { quota } from "./quota.ts";
import { video } from "./video.ts";

export { actions } from "./buttons.ts";

/** Every command, in the order in which help lists them. */
export const commands = [video, jobs, cancel, models, quota, help];
