export const NAME = "muapi";
