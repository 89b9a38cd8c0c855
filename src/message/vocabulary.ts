import type { Sample } from './types.ts';

/** A word that so many messages have is one that people of the project mean. */
const OFTEN = 3;

/** Tells words that a project writes from those that may be slips. */
export function learnVocabulary(samples: readonly Sample[]): (word: string) => boolean {
  const counts = new Map<string, number>();
  for (const { subject, body } of samples)
    for (const word of new Set(`${subject}\n${body}`.toLowerCase().match(/\p{L}{3,}/gu)))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => (counts.get(word.toLowerCase()) ?? 0) >= OFTEN;
}
