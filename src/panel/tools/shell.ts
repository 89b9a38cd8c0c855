import { showPlain } from './plain-text.ts';

const plain = /^[\w@%+=:,./-]+$/;

/** A command that a person can paste into a shell: every word is quoted where it must be. */
export const renderCommand = (words: readonly string[]): string => words.map(quoteWord).join(' ');

function quoteWord(word: string): string {
  const shown = showPlain(word);
  return plain.test(shown) ? shown : `'${shown.replaceAll("'", String.raw`'\''`)}'`;
}
