import type { Wish } from "../../providers/catalogue.ts";
import type { VideoRequest } from "../../providers/provider.ts";
import type { Kin } from "../kin.ts";
import type { Plan } from "../plan.ts";

/** What is to be made: a request and who films it, or a plan of several. */
export interface Order {
  readonly request: VideoRequest;
  readonly provider: string;
  readonly kin?: Kin;
  readonly plan?: Plan;
  /** It is hidden until somebody clicks it. */
  readonly isSpoiler?: boolean | undefined;
  /** Nobody has chosen its shape. */
  readonly isShapeOpen?: boolean | undefined;
  /** Its price is shown first, however low. */
  readonly asksFirst?: boolean;
  /** The model of what it is made from, where another one films it. */
  readonly insteadOf?: string;
}

/** Whether a wish says nothing about its shape, or that it follows the picture. */
export function leavesShapeOpen({ aspect }: Pick<Wish, "aspect">): boolean {
  return aspect === undefined || aspect === "auto";
}
