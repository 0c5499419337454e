/** A text that fits into so many characters: a longer one ends at a space, or inside a word that alone is longer. */
export function cutAtWord(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const space = text.lastIndexOf(' ', longest);
  return space > 0 ? `${text.slice(0, space).trimEnd()} …` : `${text.slice(0, longest)}…`;
}
