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
  const known = new Set(wordsOf(person.replace(/@[\w.-]+/, '')));
  return wordsOf(name.replace(/@[\w.-]+/, '')).some((word) => word.length >= 3 && known.has(word));
}

/** A person in a sentence, with where the name stands. */
export interface NamedPerson {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

const PEOPLE = new RegExp(`(?<![\\p{L}\\p{N}_@.-])${NAME}(?![\\p{L}\\p{N}_])`, 'gu');
/** Capitalised words that begin a sentence or name a thing. */
const NO_NAME =
  /^(?:issues?|safety|hardware|critical|memory|null|pointer|device|security|drivers?|race|leak|stable|risk|minimal|impact|user|data|system|error|support|analysis|verdict|yes|a|an|the|this|that|it|its|in|on|by|from|and|but|or|as|with|to|for|of|no|not|also|both|see|per|credit\w*|thanks|kudos|note|patch\w*|commits?|committed|committer|fix\w*|bug\w*|author\w*|written|date\w*|reporter|reviewer|tester|linux|xen|dpdk|systemd|kernel|stable|mainline|upstream|description|changelog|message|subject|code|since|after|before|when|while|here|there|who|only|just|our|his|her|their|january|february|march|april|may|june|july|august|september|october|november|december|cc|link|tags?|trailers?|branch|release|version|posted|submitted|sent|reviewed|acked|tested|reported|suggested|signed\S*|\S+-by)$/i;
const CAPITALS = /^[\p{Lu}\d]{3,}$/u;

/** Capitalised words before these name a thing: `tested by Sapphire Rapids users`. */
export const NO_PERSON =
  /^ (?:\w+ )?(?:users?|systems?|machines?|hardware|devices?|customers?|teams?|people|developers?|laptops?|boards?|platforms?|CPUs?|servers?)\b/;

/** People with a name of two words and more, or an address. */
export function peopleIn(text: string): readonly NamedPerson[] {
  return [...text.matchAll(PEOPLE)].flatMap(({ 0: found, index }) => {
    if (found.endsWith('robot')) return [{ name: found, from: index, to: index + found.length }];
    const words = found.split(' ');
    let skipped = 0;
    while (words.length > 0 && isNoName(words[0])) skipped += (words.shift() ?? '').length + 1;
    const name = words.join(' ').replace(/(?:['’]s?|[.,’'-])$/u, '');
    if (NO_PERSON.test(text.slice(index + found.length))) return [];
    if (name.includes('@') || (words.length >= 2 && !words.some(isNoName)))
      return [{ name, from: index + skipped, to: index + skipped + name.length }];
    return [];
  });
}

const isNoName = (word: string): boolean => NO_NAME.test(word) || CAPITALS.test(word);
