const BUTTON = /^v1:(?<action>[a-z][a-z-]{0,30}):(?<job>[0-9a-z]{1,16}(?:\.[0-9a-z]{1,4})?)$/;

/** What a button carries, for weeks and over restarts. It is a claim: whoever clicks is checked. */
export function buttonId(action: string, job: string): string {
  return `v1:${action}:${job}`;
}

export function readButtonId(id: string): { action: string; job: string } | undefined {
  const { action, job } = BUTTON.exec(id)?.groups ?? {};
  return action !== undefined && job !== undefined ? { action, job } : undefined;
}
