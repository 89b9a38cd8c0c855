/** `a, b and c`; of a long list the first `limit` and how many more there are. */
export function listWords(words: readonly string[], limit = 6): string {
  const rest = words.length - limit;
  if (rest > 0) return `${words.slice(0, limit).join(', ')} and ${rest} more`;
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
