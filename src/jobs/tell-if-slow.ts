/** How long work may go on before something is said about it, in ms. */
const SLOW = 5_000;

/**
 * Tells of work once it takes long. Whoever has done it calls the answer, and waits until what was
 * told is out: what is told next must not come before it.
 */
export function tellIfSlow(tell: () => Promise<void>): () => Promise<void> {
  let told = Promise.resolve();
  const timer = setTimeout(() => {
    told = tell();
  }, SLOW);
  return () => {
    clearTimeout(timer);
    return told;
  };
}
