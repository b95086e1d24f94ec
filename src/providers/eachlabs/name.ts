export const NAME = "eachlabs";
