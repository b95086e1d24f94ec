type Work = () => Promise<void>;

/**
 * Does the newest of what is wanted under a name, one after the other: what is overtaken while it
 * waits is left out.
 */
export function createNewest() {
  const turns = new Map<string, { next: Work | undefined }>();

  return async function newest(name: string, work: Work): Promise<void> {
    const busy = turns.get(name);
    if (busy) {
      busy.next = work;
      return;
    }
    const turn: { next: Work | undefined } = { next: work };
    turns.set(name, turn);
    try {
      while (turn.next) {
        const now = turn.next;
        turn.next = undefined;
        await now();
      }
    } finally {
      turns.delete(name);
    }
  };
}
