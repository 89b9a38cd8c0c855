import { conceptOf, isGlue, operatorOf } from './lexicon.ts';

export type TokenKind = 'exact' | 'number' | 'operator' | 'term';

/** A word that carries something that must neither appear nor vanish. */
export interface Token {
  readonly kind: TokenKind;
  /** What is compared: the text itself, the class of an operator, the concept of a term. */
  readonly key: string;
  readonly text: string;
  readonly sentence: number;
}

export interface ReadText {
  readonly tokens: readonly Token[];
  readonly links: readonly Directed[];
  /** Classes of words that bind a condition: `if` and `when`, `unless`, `until`. */
  readonly conditions: ReadonlySet<string>;
}

/** A word that says which of two things comes first or makes the other. */
export interface Directed {
  readonly kind: 'cause' | 'time';
  /** Keys of the cause, or of what comes first. */
  readonly first: ReadonlySet<string>;
  readonly second: ReadonlySet<string>;
}

const PIECE =
  /(?:https?|ftp):\/\/\S+|<?[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?|"[^"\n]{1,200}"|“[^”\n]{1,200}”|`[^`\n]{1,200}`|[@$%&#~/.-]*[\p{L}\p{N}_](?:[\p{L}\p{N}_'’]|[./:+*&@=#<>\\[\]{}|~-](?=[\p{L}\p{N}_*&(<[]))*(?:->[\w.]+)*(?:\[[\w\s+*-]*\])?(?:\(\))?[+%*]?|[,;:.!?()–—]/gu;

/** Reads words in order. */
export function readText(text: string): ReadText {
  const pieces =
    text
      .replace(/\b(\w+)n['’]t\b/g, spellOut)
      .replaceAll(/\bcannot\b/gi, 'can not')
      .replace(/\bhave to\b/gi, 'have-to')
      .replace(/\bhas to\b/gi, 'have-to')
      .match(PIECE) ?? [];
  const tokens: Token[] = [];
  const joints: Joint[] = [];
  const conditions = new Set<string>();
  let sentence = 0;
  for (const piece of pieces) {
    if (/^[.!?;]$/.test(piece)) sentence += 1;
    const word = piece.toLowerCase();
    const condition = CONDITIONS[word];
    if (condition !== undefined) conditions.add(condition);
    const joint = JOINTS[word];
    if (joint !== undefined) joints.push({ ...joint, at: tokens.length, sentence });
    const isUnit = tokens.at(-1)?.kind === 'number' && UNIT.test(piece);
    const token = isUnit
      ? { kind: 'exact' as const, key: unitOf(piece), text: piece, sentence }
      : classify(piece, sentence);
    if (token !== undefined) tokens.push(token);
  }
  return { tokens, links: joints.map((joint) => direct(joint, tokens)), conditions };
}

const UNIT = /^(?:[num]?s|secs?|seconds?|minutes?|[kKMGT]i?[bB]?|bytes?|bits?|[kKMG]?Hz|[GM]?[bB]ps|%)$/;

/** `byte` and `bytes` are the same, `b` and `B` are not. */
const unitOf = (piece: string): string => (piece.length > 3 ? piece.toLowerCase().replace(/s$/, '') : piece);

const spellOut = (_: string, verb: string): string =>
  /^ca$/i.test(verb) ? 'can not' : /^wo$/i.test(verb) ? 'will not' : `${verb} not`;

const CONDITIONS: Readonly<Record<string, string>> = {
  ...{
    if: 'if',
    when: 'if',
    whenever: 'if',
    once: 'if',
    unless: 'unless',
    until: 'until',
    otherwise: 'else',
    else: 'else',
  },
};

interface JointKind {
  readonly kind: Directed['kind'];
  /** Whether what stands before the word is the cause, or comes first. */
  readonly firstBefore: boolean;
}
interface Joint extends JointKind {
  readonly at: number;
  readonly sentence: number;
}

const cause = { kind: 'cause' } as const;
const JOINTS: Readonly<Record<string, JointKind>> = {
  because: { ...cause, firstBefore: false },
  due: { ...cause, firstBefore: false },
  so: { ...cause, firstBefore: true },
  therefore: { ...cause, firstBefore: true },
  thus: { ...cause, firstBefore: true },
  hence: { ...cause, firstBefore: true },
  causes: { ...cause, firstBefore: true },
  cause: { ...cause, firstBefore: true },
  causing: { ...cause, firstBefore: true },
  leads: { ...cause, firstBefore: true },
  leading: { ...cause, firstBefore: true },
  before: { kind: 'time', firstBefore: true },
  after: { kind: 'time', firstBefore: false },
};

/** The nearest words on both sides tell the two things apart; a joint that opens a sentence has both behind it. */
const REACH = 5;

function direct({ kind, firstBefore, at, sentence }: Joint, tokens: readonly Token[]): Directed {
  const here = (token: Token): boolean => token.sentence === sentence;
  const before = new Set(
    tokens
      .slice(Math.max(0, at - REACH), at)
      .filter(here)
      .map(({ key }) => key),
  );
  const behind = new Set(
    tokens
      .slice(at, at + REACH)
      .filter(here)
      .map(({ key }) => key),
  );
  return { kind, first: firstBefore ? before : behind, second: firstBefore ? behind : before };
}

function classify(piece: string, sentence: number): Token | undefined {
  if (/^[,;:.!?()–—]$/.test(piece)) return undefined;
  const bare = piece.replace(/[.,:;]+$/, '');
  const word = bare.toLowerCase().replace(/['’]s?$/, '');
  const operator = operatorOf(word);
  if (operator !== undefined && !/[A-Z]{2}/.test(bare))
    return { kind: 'operator', key: operator, text: bare, sentence };
  if (/^(?:0x[\da-f]+|[\d.,]+(?:[a-z%]{1,4})?)$/i.test(bare))
    return { kind: 'number', key: word, text: bare, sentence };
  if (isExact(bare)) return { kind: 'exact', key: bare.replace(/^["“`]|["”`]$/g, ''), text: bare, sentence };
  if (isGlue(word) || word.length < 2) return undefined;
  return { kind: 'term', key: conceptOf(word), text: bare, sentence };
}

/** Ids, functions, paths, options, versions, links, names of macros and types: they stay letter by letter. */
const isExact = (piece: string): boolean =>
  /^["“`]|[_/\\@$%&#<>=*[\]{}|~]|\d|\(\)$|->|::|^-|\p{Ll}\p{Lu}|\p{Lu}{2}|\w\.\w/u.test(piece);
