import { drawFigure } from "../figures/figures.ts";
import type { Figure } from "../figures/figures.ts";
import { tree } from "../paint/flora.ts";
import type { Stage } from "../paint/stage.ts";
import type { Place } from "../plan/place-words.ts";
import type { Shot } from "../plan/plan.ts";
import type { Action } from "../plan/settings.ts";
import type { Subject } from "../plan/subjects.ts";
import { createRandom } from "../random.ts";

const MOST_ACTORS = 6;
const AT_TABLE: ReadonlySet<Place> = new Set(["table", "studio", "room", "stage", "dream"]);

const FRAMING = { wide: 0.66, medium: 1, close: 1.62 } as const;

/** Somebody who is to come on the stage. */
export interface Role {
  readonly subject: Subject;
  readonly figure: Figure;
  /** Height of its drawing's square on the plate. */
  readonly size: number;
}

/** Who plays in a shot, from left to right, and how large. */
export function rolesOf({ shot, unit, height, width }: Stage): readonly Role[] {
  const framing = FRAMING[shot.framing];
  const roles = withUmbrella(shot.subjects).flatMap((subject) => {
    const figure = drawFigure(subject, shot.action);
    if (!figure || (shot.place === "cave" && subject.figure === "gem-stone")) return [];
    const young = /child|kid|boy|girl|baby|puppy|kitten|foal|cub|calf|lamb/.test(subject.word)
      ? 0.76
      : 1;
    const crowd = subject.count > 1 ? 0.86 : 1;
    const small =
      subject.size < 0.25 && shot.subjects.length === 1 && subject.count === 1 ? 1.3 : 1;
    const misplaced = subject.lives === "table" && !AT_TABLE.has(shot.place) ? 0.55 : 1;
    const wished = subject.size * unit * framing * young * crowd * misplaced * small * 1.12;
    const size = Math.min(wished, height * 0.5, width * 0.52);
    const alone: Role = { subject, figure: inSeason(figure, subject, shot), size };
    if (subject.figure === "locomotive") return [alone, ...wagonsOf(alone)];
    return Array.from({ length: subject.count }, (_, copy) => ({
      ...alone,
      figure: varied(subject, shot.action, copy) ?? alone.figure,
      size: size * (copy % 2 ? 0.88 : 1),
    }));
  });
  const [main, ...others] = roles.slice(0, MOST_ACTORS);
  if (!main) return [];
  if (main.subject.figure === "locomotive") return [main, ...others];
  // The first named stands in the middle, the others to both sides of it.
  const left = others.filter((_, index) => index % 2 === 0).toReversed();
  return [...left, main, ...others.filter((_, index) => index % 2 === 1)];
}

/** Somebody with an umbrella holds it; it does not stand beside them. */
function withUmbrella(subjects: readonly Subject[]): readonly Subject[] {
  const person = subjects.find(({ figure }) => figure === "own:person");
  if (!person || !subjects.some(({ figure }) => figure === "umbrella")) return subjects;
  return subjects
    .filter(({ figure }) => figure !== "umbrella")
    .map((subject) =>
      subject === person ? { ...subject, figure: "own:person-with-umbrella" } : subject,
    );
}

/** What a steam engine draws behind it. */
function wagonsOf(engine: Role): readonly Role[] {
  const subject: Subject = { ...engine.subject, figure: "own:wagon" };
  const figure = drawFigure(subject, "go");
  return figure ? [1, 2].map(() => ({ subject, figure, size: engine.size })) : [];
}

/** In a crowd no two neighbours are the same person. */
function varied(subject: Subject, action: Action, copy: number): Figure | undefined {
  if (subject.figure !== "own:person" || subject.count === 1) return undefined;
  if (/wom[ae]n|\bm[ae]n|girl|boy|lad(?:y|ies)/.test(subject.word)) return undefined;
  const word = `${subject.word} ${["person", "woman", "man"][copy % 3] ?? ""}`;
  return drawFigure({ ...subject, word }, action);
}

/** A tree is one of those around it, in the colour of its season. */
function inSeason(figure: Figure, subject: Subject, { weather }: Shot): Figure {
  if (subject.figure !== "deciduous-tree") return figure;
  const leaf = weather === "wind" ? "#e0792e" : weather === "snow" ? "#dfe9f2" : "#57a04c";
  return { ...figure, body: tree(createRandom(3), 16, 31, 32, leaf, "#6f4e3a") };
}
