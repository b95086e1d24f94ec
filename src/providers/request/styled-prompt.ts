/** The prompt as a model reads it that knows no styles of its own: the style in its last sentence. */
export function styledPrompt({ prompt, style }: { prompt: string; style?: string | undefined }) {
  return style ? `${prompt}\n\nStyle: ${style}.` : prompt;
}
