import { editDistance } from '../../nearest.ts';
import { readText, type Directed, type ReadText, type Token } from './read.ts';

/** Why a rewritten text does not say the same. */
export interface Difference {
  readonly kind: 'invented' | 'lost' | 'moved' | 'reversed';
  /** The word as it stands in the text that has it. */
  readonly word: string;
}

export interface CompareOptions {
  /** Whether a word is one that people of this project write: what is not may be a slip that the rewriting mends. */
  readonly isKnown?: (word: string) => boolean;
}

/** Every way in which the second text says more, less or something else than the first. Empty: it says the same. */
export function compareTexts(
  before: string,
  after: string,
  { isKnown = () => true }: CompareOptions = {},
): readonly Difference[] {
  const [old, now] = [readText(before), readText(after)];
  return [
    ...compareExact(old, now),
    ...compareTerms(old, now, isKnown),
    ...compareOperators(old, now),
    ...compareConditions(old, now),
    ...compareOrder(old, now),
    ...compareLinks(old, now),
  ];
}

const invented = (word: string): Difference => ({ kind: 'invented', word });
const lost = (word: string): Difference => ({ kind: 'lost', word });
const keysOf = (tokens: readonly Token[]): ReadonlySet<string> => new Set(tokens.map(({ key }) => key));
const ofKind = ({ tokens }: ReadText, ...kinds: readonly Token['kind'][]): readonly Token[] =>
  tokens.filter(({ kind }) => kinds.includes(kind));

function compareExact(old: ReadText, now: ReadText): Difference[] {
  const [a, b] = [ofKind(old, 'exact'), ofKind(now, 'exact')];
  const [before, after] = [keysOf(a), keysOf(b)];
  return [
    ...b.filter(({ key }) => !before.has(key)).map(({ text }) => invented(text)),
    ...a.filter(({ key }) => !after.has(key)).map(({ text }) => lost(text)),
  ];
}

function compareTerms(old: ReadText, now: ReadText, isKnown: (word: string) => boolean): Difference[] {
  const [a, b] = [ofKind(old, 'term'), ofKind(now, 'term')];
  const [gone, come] = [withoutTwins(a, b), withoutTwins(b, a)];
  const slips = gone.flatMap((token) => {
    const mended = isKnown(token.text.toLowerCase())
      ? undefined
      : come.find((other) => isSlip(token.text, other.text) || isSlip(token.key, other.key));
    return mended === undefined ? [] : [token.key, mended.key];
  });
  const isMended = ({ key }: Token): boolean => slips.includes(key);
  return [
    ...come.filter((token) => !isMended(token)).map(({ text }) => invented(text)),
    ...gone.filter((token) => !isMended(token)).map(({ text }) => lost(text)),
  ];
}

/** Words of the one that the other has less often. */
function withoutTwins(words: readonly Token[], others: readonly Token[]): readonly Token[] {
  const left = new Map<string, number>();
  for (const { key } of others) left.set(key, (left.get(key) ?? 0) + 1);
  return words.filter(({ key }) => {
    const twins = left.get(key) ?? 0;
    left.set(key, twins - 1);
    return twins <= 0;
  });
}

/** One letter off, or two in a long word, but not where a beginning such as `un` or `de` turns the meaning. */
function isSlip(wrong: string, right: string): boolean {
  const [a, b] = [wrong.toLowerCase(), right.toLowerCase()];
  if (a[0] !== b[0] || Math.min(a.length, b.length) < 4) return false;
  return editDistance(a, b) <= (a.length >= 8 ? 2 : 1) || [...a].toSorted().join('') === [...b].toSorted().join('');
}

/** An operator with the words around it. */
interface Turn {
  readonly token: Token;
  readonly around: readonly string[];
}

const turnsOf = (text: ReadText): readonly Turn[] =>
  text.tokens.flatMap((token, at) => {
    if (token.kind !== 'operator' && token.kind !== 'number') return [];
    const near = (step: 1 | -1): string[] => {
      const found = nearest({ tokens: text.tokens, at }, step);
      return found === undefined ? [] : [found];
    };
    const [before, behind] = [near(-1), near(1)];
    // At the end of a sentence it is about all of it: the words before may stand in another order.
    const wide = ENDS.has(token.key) && behind.length === 0 ? nearest({ tokens: text.tokens, at }, -1, 1) : undefined;
    return [{ token, around: [...before, ...behind, ...(wide === undefined ? [] : [wide])] }];
  });

const ENDS: ReadonlySet<string> = new Set(['first', 'last']);

/** The nearest word of the same sentence that is no operator, behind so many others. */
function nearest(
  { tokens, at }: { readonly tokens: readonly Token[]; readonly at: number },
  step: 1 | -1,
  passed = 0,
): string | undefined {
  let left = passed;
  for (let next = at + step; next >= 0 && next < tokens.length; next += step) {
    if (tokens[next].sentence !== tokens[at].sentence) return undefined;
    if (tokens[next].kind !== 'term' && tokens[next].kind !== 'exact') continue;
    if (left === 0) return tokens[next].key;
    left -= 1;
  }
  return undefined;
}

/** Negations, modal words, quantities and numbers: as often as before, and each beside a word that it stood beside. */
function compareOperators(old: ReadText, now: ReadText): Difference[] {
  const left = [...turnsOf(old)];
  const unmatched: Turn[] = [];
  for (const turn of turnsOf(now)) {
    const at = left.findIndex((other) => isSame(other.token, turn.token) && sharesWord(other, turn));
    if (at >= 0) left.splice(at, 1);
    else unmatched.push(turn);
  }
  const differences: Difference[] = [];
  for (const { token } of unmatched) {
    const at = left.findIndex((other) => isSame(other.token, token));
    if (at < 0 && isTense(now, token)) continue;
    if (at < 0) differences.push(invented(token.text));
    else {
      left.splice(at, 1);
      differences.push({ kind: 'moved', word: token.text });
    }
  }
  const gone = left.filter(({ token }) => !isTense(old, token));
  return [...differences, ...gone.map(({ token }) => lost(token.text))];
}

/** `It will fail when …` is `it fails when …`: what always follows on a condition needs no future. */
const isTense = ({ conditional }: ReadText, { kind, text, sentence }: Token): boolean =>
  kind === 'operator' && text.toLowerCase() === 'will' && conditional.has(sentence);

const isSame = (a: Token, b: Token): boolean => a.kind === b.kind && a.key === b.key;
const sharesWord = (a: Turn, b: Turn): boolean =>
  a.around.some((word) => b.around.includes(word)) || (a.around.length === 0 && b.around.length === 0);

const compareConditions = (old: ReadText, now: ReadText): Difference[] => [
  ...[...now.conditions].filter((name) => !old.conditions.has(name)).map(invented),
  ...[...old.conditions].filter((name) => !now.conditions.has(name)).map(lost),
];

/** `A calls B` is not `B calls A`: three words in a row must not stand there the other way round, nor two exact ones of a sentence. */
function compareOrder(old: ReadText, now: ReadText): Difference[] {
  const triples = triplesOf(now);
  const turned = [...triplesOf(old)].filter(([key, word]) => {
    const [a, b, c] = key.split('\0');
    return word !== '' && a !== c && triples.has([c, b, a].join('\0')) && !triples.has(key);
  });
  const [before, after] = [pairsOf(old), pairsOf(now)];
  const swapped = [...before.keys()].filter((key) => {
    const turn = key.split('\0').toReversed().join('\0');
    const gained = (pair: string): number => (after.get(pair) ?? 0) - (before.get(pair) ?? 0);
    return gained(key) < 0 && gained(turn) > 0;
  });
  return [...turned.map(([, word]) => word), ...swapped.map((key) => key.split('\0')[0])].map((word) => ({
    kind: 'moved',
    word,
  }));
}

function triplesOf(text: ReadText): ReadonlyMap<string, string> {
  const words = ofKind(text, 'term', 'exact');
  const found = new Map<string, string>();
  for (let at = 2; at < words.length; at += 1)
    if (words[at].sentence === words[at - 2].sentence)
      found.set([words[at - 2].key, words[at - 1].key, words[at].key].join('\0'), words[at - 2].text);
  return found;
}

/** How often one name stands before another one in a sentence. */
function pairsOf(text: ReadText): ReadonlyMap<string, number> {
  const exact = ofKind(text, 'exact', 'number');
  const pairs = new Map<string, number>();
  exact.forEach((a, at) => {
    for (const b of exact.slice(at + 1)) {
      const key = `${a.key}\0${b.key}`;
      if (a.sentence === b.sentence && a.key !== b.key) pairs.set(key, (pairs.get(key) ?? 0) + 1);
    }
  });
  return pairs;
}

/** Cause and effect, earlier and later: the sides must not have changed places. */
function compareLinks(old: ReadText, now: ReadText): Difference[] {
  return now.links.flatMap((link) => {
    const others = old.links.filter(({ kind }) => kind === link.kind);
    const twins = others.filter(({ wide }) => wide === link.wide);
    const alike = twins.length > 0 ? twins : others;
    const straight = Math.max(
      0,
      ...alike.map((other) => overlap(other.first, link.first) + overlap(other.second, link.second)),
    );
    const crossed = Math.max(
      0,
      ...alike.map((other) => overlap(other.first, link.second) + overlap(other.second, link.first)),
    );
    return crossed > straight ? [{ kind: 'reversed' as const, word: sayLink(link) }] : [];
  });
}

const overlap = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter((key) => b.has(key)).length;
const sayLink = ({ first, second, kind }: Directed): string =>
  `${sayWords(first)} ${kind === 'cause' ? 'causes' : 'before'} ${sayWords(second)}`;
const sayWords = (words: ReadonlySet<string>): string => [...words].slice(0, 5).join(' ');
