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
  /** Sentences with one that begins with `if` or `when`. */
  readonly conditional: ReadonlySet<number>;
}

/** A word that says which of two things comes first or makes the other. */
export interface Directed {
  readonly kind: 'cause' | 'time';
  /** Keys of the cause, or of what comes first. */
  readonly first: ReadonlySet<string>;
  readonly second: ReadonlySet<string>;
  /** It binds whole clauses, not only the words beside it. */
  readonly wide: boolean;
}

const PIECE =
  /(?:https?|ftp):\/\/\S+|<?[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?|"[^"\n]{1,200}"|“[^”\n]{1,200}”|`[^`\n]{1,200}`|[@$%&#~/.-]*[\p{L}\p{N}_](?:[\p{L}\p{N}_'’]|[./:+*&@=#<>\\[\]{}|~-](?=[\p{L}\p{N}_*&(<[]))*(?:->[\w.]+)*(?:\[[\w\s+*-]*\])?(?:\(\))?[+%*]?|[,;:.!?()–—]/gu;

/** Reads words in order. */
export function readText(text: string): ReadText {
  const pieces = sayAlike(text).match(PIECE) ?? [];
  const tokens: Token[] = [];
  const joints: Joint[] = [];
  const conditions = new Set<string>();
  const conditional = new Set<number>();
  const commas: number[] = [];
  let sentence = 0;
  for (const piece of pieces) {
    if (/^[.!?]$/.test(piece)) sentence += 1;
    if (piece === ',') commas.push(tokens.length);
    const word = piece.toLowerCase();
    const condition = CONDITIONS[word];
    if (condition !== undefined) conditions.add(condition);
    if (condition === 'if') conditional.add(sentence);
    const joint = JOINTS[word];
    if (joint !== undefined) joints.push({ ...joint, at: tokens.length, sentence });
    const isUnit = tokens.at(-1)?.kind === 'number' && UNIT.test(piece);
    const token = isUnit
      ? { kind: 'exact' as const, key: unitOf(piece), text: piece, sentence }
      : classify(piece, sentence);
    if (token !== undefined) tokens.push(token);
  }
  return { tokens, links: joints.map((joint) => direct(joint, tokens, commas)), conditions, conditional };
}

/** Forms that say the very same, each in one form; neither side of the comparison loses anything by it. */
const ALIKE: readonly (readonly [pattern: RegExp, form: string])[] = [
  [/\bcannot\b/gi, 'can not'],
  [/\bha(?:ve|s) to\b/gi, 'have-to'],
  [/\bunable\b/gi, 'not able'],
  [/\b(?:im(?=possible)|in(?=valid\b))/gi, 'not '],
  [/\btwice\b/gi, 'two times'],
  [/\bprior to\b/gi, 'before'],
  [/\bf(?:all|alls|alling|allen|ell) through\b/gi, 'fallthrough'],
  [/\banother\b/gi, 'other'],
  [/\b(eas)ier\b/gi, 'more $1y'],
  [/\b(simple|safe)r\b/gi, 'more $1'],
  [/\b(clean|clear|fast|slow)er\b/gi, 'more $1'],
  [/\bfor (?:example|instance)\b/gi, 'e.g.'],
  // The name of a function or of a file says what it is.
  [/\b(?:function|routine)s? (?=[\w.>-]+\(\))/gi, ''],
  [/(?<=\w\(\) )(?:function|routine)s?\b/gi, ''],
  [/\bfiles? (?=[\w./-]+\.(?:[ch]|S|py|rst|md|txt|build|json|ya?ml)\b)/gi, ''],
  // What waits something is done does so until it is.
  [
    /\b(wait(?:s|ed|ing)?) (?=(?:(?!(?:for|until|till|and|or|on|to|before|after)\b)[a-z_]+ ){1,4}(?:is|are|be|was|were|has|have|finish\w*|complete\w*)\b)/gi,
    '$1 until ',
  ],
  [/(?<=\bout[- ]of[- ]bounds?) access(?:es)?\b/gi, ''],
  [/\bwhile (?=[a-z]{2,}ing\b)/gi, 'when '],
  // Compounds of common words are written with and without hyphens.
  [/(?<![\w/.@:-])([a-z]{3,})-(?=[a-z]{2,}(?![\w/@:(]|\.\w))/g, '$1 '],
  [/(?<=(?<![\w/.@:-])[a-z]{3,} [a-z]{2,})-(?=[a-z]{2,}(?![\w/@:(-]|\.\w))/g, ' '],
  [/\bfirstly\b/gi, 'first'],
  [/\btim(?:e|es|ed|ing) out\b/gi, 'timeout'],
  [/\bin (?:the |a )?case of\b/gi, 'when'],
];

const sayAlike = (text: string): string =>
  ALIKE.reduce((said, [pattern, form]) => said.replace(pattern, form), text.replace(/\b(\w+)n['’]t\b/g, spellOut));

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
  readonly wide?: true;
}
interface Joint extends JointKind {
  readonly at: number;
  readonly sentence: number;
}

const cause = { kind: 'cause' } as const;
const JOINTS: Readonly<Record<string, JointKind>> = {
  because: { ...cause, firstBefore: false, wide: true },
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

/** The nearest words on both sides tell the two things apart; a joint that opens a sentence has both behind it, with a comma between. */
const REACH = 5;

function direct(joint: Joint, tokens: readonly Token[], commas: readonly number[]): Directed {
  const { kind, firstBefore, at, sentence, wide = false } = joint;
  const here = (token: Token): boolean => token.sentence === sentence;
  const [left, right] = [tokens.slice(0, at).filter(here), tokens.slice(at).filter(here)];
  const comma = commas.find((place) => place > at && place < at + right.length);
  const keys = (some: readonly Token[]): ReadonlySet<string> => new Set(some.map(({ key }) => key));
  if (wide && left.length === 0 && comma !== undefined)
    return { kind, wide, first: keys(right.slice(0, comma - at)), second: keys(right.slice(comma - at)) };
  const isWide = wide && left.length > 0;
  const before = keys(isWide ? left : left.slice(-REACH));
  const behind = keys(isWide ? right : right.slice(0, REACH));
  return { kind, wide, first: firstBefore ? before : behind, second: firstBefore ? behind : before };
}

/** Small numbers in words are those in digits. */
const DIGITS = new Map(
  'zero two three four five six seven eight nine ten'
    .split(' ')
    .map((word, at) => [word, String(at === 0 ? 0 : at + 1)]),
);

function classify(piece: string, sentence: number): Token | undefined {
  if (/^[,;:.!?()–—]$/.test(piece)) return undefined;
  const bare = piece.replace(/[.,:;]+$/, '');
  const word = bare.toLowerCase().replace(/['’]s?$/, '');
  const digits = DIGITS.get(word);
  if (digits !== undefined) return { kind: 'number', key: digits, text: bare, sentence };
  const operator = operatorOf(word);
  if (operator !== undefined && !/[A-Z]{2}/.test(bare))
    return { kind: 'operator', key: operator, text: bare, sentence };
  if (/^(?:0x[\da-f]+|[\d.,]+(?:[a-z%]{1,4})?)$/i.test(bare))
    return { kind: 'number', key: word, text: bare, sentence };
  if (isExact(bare)) return { kind: 'exact', key: nameOf(bare), text: bare, sentence };
  if (isGlue(word) || word.length < 2) return undefined;
  return { kind: 'term', key: conceptOf(word), text: bare, sentence };
}

/** Without its quotes; of `CPUs` and `CPU`, `NULL` and `null`, one. */
const nameOf = (bare: string): string => {
  const name = bare.replace(/^["“`]|["”`]$/g, '').replace(/^(\p{Lu}{2,})s$/u, '$1');
  return ACRONYM.test(name) ? name.toUpperCase() : name;
};
/** Written in capitals or not as people like, and nothing else bears these names. */
const ACRONYM =
  /^(?:null|[rt]xq?|cpu|mtu|pcie?|usb|dma|irq|api|abi|[vp]f|nic|mac|vlan|tcp|udp|ipv[46]|hw|fw|sw|vm|os|ram)$/i;

/** Ids, functions, paths, options, versions, links, names of macros and types: they stay letter by letter. */
const isExact = (piece: string): boolean =>
  /^["“`]|[_/\\@$%&#<>=*[\]{}|~]|\d|\(\)$|->|::|^-|\p{Ll}\p{Lu}|\p{Lu}{2}|\w\.\w/u.test(piece) || ACRONYM.test(piece);
