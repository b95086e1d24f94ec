export const NAME = "openrouter";
