/** Slack takes fifty edits a minute in a workspace: so many in each window of so many ms. */
const WINDOW = 15_000;
const MOST = 10;
/** Progress leaves room for last words. */
const MOST_OF_PROGRESS = 7;
/** A claim is of no use beyond its window, whatever our clocks say, in ms. */
const HOLDS = 10 * 60_000;

export interface PaceDeps {
  /** Answers `true` once for each id, to whichever process asks first; it is kept for so many ms. */
  claim(id: string, holds: number): Promise<boolean>;
  readonly now: () => number;
}

interface Edit {
  readonly team: string;
  /** Of edits that wait under the same key, the newest goes out, and the others never do. */
  readonly key: string;
  readonly isProgress: boolean;
  send(): Promise<void>;
  /** It does not go out at once. */
  onWait(): void;
}

type Waiting = Edit & { end(how: () => Promise<void>): void };

/** Edits of a workspace's messages, no more than Slack takes of all processes together. */
export function createPace({ claim, now }: PaceDeps) {
  const lines = new Map<string, Waiting[]>();
  /** The first turn of a window that may be free, for each workspace. */
  const turns = new Map<string, { window: number; next: number }>();

  async function isFree(team: string, isProgress: boolean): Promise<boolean> {
    const window = Math.floor(now() / WINDOW);
    const known = turns.get(team);
    const turn = known?.window === window ? known : { window, next: 0 };
    turns.set(team, turn);
    while (turn.next < (isProgress ? MOST_OF_PROGRESS : MOST)) {
      const id = `slack edit ${team} ${window} ${turn.next}`;
      turn.next += 1;
      // oxlint-disable-next-line no-await-in-loop -- the next is asked for only where this is taken
      if (await claim(id, HOLDS)) return true;
    }
    return false;
  }

  /** Puts them in the place of what waits for the same message. */
  function replace(line: Waiting[], key: string, by: readonly Waiting[]): void {
    const at = line.findIndex((one) => one.key === key);
    const [before] = at === -1 ? [] : line.splice(at, 1, ...by);
    if (before) before.end(async () => {});
    else line.push(...by);
  }

  /** Lets those out who wait, the last words first, until nobody does. */
  async function serve(team: string, line: Waiting[]): Promise<void> {
    while (line.length > 0) {
      const [next] = line.toSorted(
        (one, other) => Number(one.isProgress) - Number(other.isProgress),
      );
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      if (next && (await isFree(team, next.isProgress).catch(() => false))) {
        // A newer one may have come in its place meanwhile, or have gone out past it.
        const at = line.findIndex(({ key }) => key === next.key);
        for (const { end, send } of line.splice(Math.max(0, at), 1)) end(send);
        continue;
      }
      // oxlint-disable-next-line no-await-in-loop -- one window after the other
      await new Promise((resolve) => setTimeout(resolve, WINDOW - (now() % WINDOW)).unref());
    }
    lines.delete(team);
  }

  /** Resolves when it has been sent, or a newer one instead; throws what sending throws. */
  return async function paced(edit: Edit): Promise<void> {
    const { team, key, isProgress } = edit;
    const isNext = !isProgress || !lines.has(team);
    if (isNext && (await isFree(team, isProgress))) {
      replace(lines.get(team) ?? [], key, []);
      return edit.send();
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const line = lines.get(team) ?? [];
    replace(line, key, [{ ...edit, end: (how) => resolve(how()) }]);
    if (!lines.has(team)) {
      lines.set(team, line);
      void serve(team, line);
    }
    edit.onWait();
    return promise;
  };
}
