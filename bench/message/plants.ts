/** One way to make a text say something else. Undefined where the text has no place for it. */
export interface Plant {
  readonly name: string;
  readonly make: (text: string, chance: () => number) => string | undefined;
}

const pick = <Item>(items: readonly Item[], chance: () => number): Item => items[Math.floor(chance() * items.length)];

/** Replaces one of the places that fit, by chance. */
function change(
  text: string,
  pattern: RegExp,
  make: (found: string) => string,
  chance: () => number,
): string | undefined {
  const places = [...text.matchAll(pattern)];
  if (places.length === 0) return undefined;
  const place = pick(places, chance);
  const made = make(place[0]);
  return made === place[0]
    ? undefined
    : `${text.slice(0, place.index)}${made}${text.slice(place.index + place[0].length)}`;
}

const swap = (name: string, pattern: RegExp, make: (found: string) => string): Plant => ({
  name,
  make: (text, chance) => change(text, pattern, make, chance),
});

const sentences = (text: string): string[] => text.match(/[^.!?]+[.!?]+(?:\s|$)|[^.!?]+$/g) ?? [];
const OPPOSITES: Readonly<Record<string, string>> = {
  all: 'some',
  some: 'all',
  every: 'any',
  any: 'every',
  only: 'also',
  always: 'sometimes',
  never: 'always',
  both: 'one',
  first: 'last',
  last: 'first',
  may: 'will',
  might: 'will',
  can: 'must',
  could: 'should',
  should: 'may',
  must: 'can',
  will: 'may',
  before: 'after',
  after: 'before',
  read: 'write',
  write: 'read',
  enable: 'disable',
  disable: 'enable',
  add: 'remove',
  remove: 'add',
  allocated: 'freed',
  freed: 'allocated',
  input: 'output',
  start: 'stop',
  stop: 'start',
  valid: 'invalid',
  invalid: 'valid',
};
const OPPOSITE = new RegExp(`\\b(?:${Object.keys(OPPOSITES).join('|')})\\b`, 'g');

export const PLANTS: readonly Plant[] = [
  swap('another number', /\b[1-9]\d*\b(?!\.)/g, (found) => String(Number(found) + 1)),
  swap('another id', /\b[0-9a-f]{12,40}\b/g, (found) => `${found.slice(0, -1)}${found.endsWith('0') ? '1' : '0'}`),
  swap('another function', /\b\w+_\w+\b/g, (found) => `${found}_locked`),
  swap('another path', /\b[\w-]+\/[\w/.-]+\b/g, (found) => found.replace(/\w$/, 'x2')),
  swap('another name', /(?<=[a-z,] )[A-Z][a-z]{3,}\b/g, () => 'Marvell'),
  swap('a negation that went', /\b(?:does not|do not|is not|are not|was not|cannot|not)\b/g, (found) =>
    found.replace(/ ?not$/, ''),
  ),
  swap('a negation that came', /\b(?:is|are|was|were|does|can|will|should)\b(?! not)/g, (found) => `${found} not`),
  swap('an opposite', OPPOSITE, (found) => OPPOSITES[found]),
  swap('a quantity that came', /(?<=\b)the (?=[a-z]{4,}s\b)/g, () => 'all the '),
  swap('a doubt that came', /\b(?:is|are)\b/g, (found) => `${found} probably`),
  swap('a version', /\bv?\d+\.\d+(?:\.\d+)?\b/g, (found) =>
    found.replace(/\d+$/, (digits) => String(Number(digits) + 2)),
  ),
  {
    name: 'another sentence',
    make: (text) => `${text.replace(/\.?$/, '.')} This also fixes a crash on removal of the device.`,
  },
  { name: 'another reason', make: (text) => text.replace(/\.?$/, ' because the hardware requires it.') },
  { name: 'another effect', make: (text) => text.replace(/\.?$/, ', which improves performance.') },
  { name: 'praise', make: (text) => `${text.replace(/\.?$/, '.')} It was tested on several platforms.` },
  {
    name: 'a lost sentence',
    make: (text, chance) => {
      const all = sentences(text);
      if (all.length < 2) return undefined;
      const gone = Math.floor(chance() * all.length);
      return all
        .filter((_, at) => at !== gone)
        .join('')
        .trim();
    },
  },
  {
    name: 'a lost word',
    make: (text, chance) => change(text, /\b[a-z]{7,}\b/g, () => '', chance)?.replace(/ {2,}/g, ' '),
  },
  {
    name: 'a lost clause',
    make: (text) => (/, [^,.]{15,}(?=[,.])/.test(text) ? text.replace(/, [^,.]{15,}(?=[,.])/, '') : undefined),
  },
  {
    name: 'two names that changed places',
    make: (text) => {
      const found = /\b(\w+_\w+(?:\(\))?) (\w+(?: \w+){0,3}) (\w+_\w+(?:\(\))?)/.exec(text);
      return found === null || found[1] === found[3]
        ? undefined
        : text.replace(found[0], `${found[3]} ${found[2]} ${found[1]}`);
    },
  },
  {
    name: 'a cause that became the effect',
    make: (text) => {
      const found = /^(.{15,}?) because (.{15,}?)(\.|$)/m.exec(text);
      return found === null ? undefined : text.replace(found[0], `${found[2]} because ${found[1]}${found[3]}`);
    },
  },
];
