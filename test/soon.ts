/** Far beyond what anything takes, on a busy machine too: a bound, not an expectation. In ms. */
export const SOON = { timeout: 10_000, interval: 10 };
