/** At most `most` characters of people's words, and never half of a letter: chats refuse those. */
export function shortened(words: string, most: number): string {
  if (words.length <= most) return words;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(words)) {
    if (kept.length + segment.length >= most) break;
    kept += segment;
  }
  return `${kept}…`;
}
