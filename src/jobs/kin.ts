import { z } from "zod";

/** How a job hangs together with others. All ids are of jobs of the same guild. */
export const Kin = z.object({
  /** The job it was made from, and how: the branch it hangs on in the family tree. */
  origin: z
    .object({
      job: z.string(),
      as: z.enum(["again", "remix", "extend", "final", "scene"]),
    })
    .optional(),
  /** The film or the comparison that it is a part of; its place there, from 0. */
  parent: z
    .object({
      job: z.string(),
      place: z.int(),
      label: z.string(),
      /** It is one of several takes of the same wish. */
      isTake: z.boolean().optional(),
    })
    .optional(),
  /** It begins with the last picture of that job's clip, and waits until there is one. */
  follows: z.string().optional(),
  /** Its clip is put at the end of that job's clip. */
  appendedTo: z.string().optional(),
});
export type Kin = z.infer<typeof Kin>;

/** The job in whose thread this one reports: a part in that of its whole, a film in its storyboard's. */
export function hostOf({ parent, origin }: Kin): string | undefined {
  return parent?.job ?? (origin?.as === "scene" ? origin.job : undefined);
}
