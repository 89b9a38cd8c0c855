/** A person as texts name one: one to four capitalised words, an address, or both. */
const WORD = "(?:\\p{Lu}[\\p{L}.'’-]*|(?:van|von|de|der|den|la|le|al|bin|da|dos)(?= \\p{Lu}))";
export const NAME = `(?:${WORD}(?: ${WORD}){0,3}(?: \\([\\w .-]{2,30}\\))?(?: <[\\w.+-]+@[\\w.-]+>)?|<?[\\w.+-]+@[\\w-]+\\.[\\w.-]*\\w>?|syzbot|kernel test robot)`;

export const splitNames = (text: string): readonly string[] =>
  text
    .split(/, and |, | and /)
    .map((name) => name.replace(/[.,;:]+$/, '').trim())
    .filter((name) => name !== '');

const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
const wordsOf = (text: string): readonly string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether a name as a text has it means a person as a trailer or header has it: every word of it is there, or the address is. */
export function fitsPerson(name: string, person: string): boolean {
  const address = /[\w.+-]+@[\w.-]+\w/.exec(name)?.[0];
  if (address !== undefined && fold(person).includes(fold(address))) return true;
  const known = new Set(wordsOf(person));
  const bare = name.replace(/<[^>]*>|\([^)]*\)/g, '').trim();
  const words = wordsOf(bare === '' ? name : bare);
  return (
    words.length > 0 &&
    words.every((word) => known.has(word) || (word.length === 1 && [...known].some((other) => other.startsWith(word))))
  );
}

/** Whether they have a word of at least three letters in common. */
export function sharesWord(name: string, person: string): boolean {
  const known = new Set(wordsOf(person));
  return wordsOf(name).some((word) => word.length >= 3 && known.has(word));
}
