const MOST = 5_000;

/** Keeps an entry as the newest one, and forgets the oldest beyond some thousands. */
export function remember<Value>(entries: Map<string, Value>, key: string, value: Value): void {
  entries.delete(key);
  entries.set(key, value);
  const [oldest] = entries.keys();
  if (entries.size > MOST && oldest !== undefined) entries.delete(oldest);
}
