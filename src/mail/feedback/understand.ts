import type { ReviewAnswer } from '../../history/index.ts';
import { readOwnLines, readOwnWords, splitSentences } from './own-words.ts';
import { readScope, type BranchScope } from './branch-scope.ts';
import { findGround, type Ground } from './grounds.ts';
import {
  ABOUT_IT,
  ASKS,
  CONCEDES,
  DENIED,
  DOUBT,
  EVERYWHERE,
  EXPECTED,
  GRANTS,
  LISTED,
  MISSED,
  NOT_TAKEN,
  PHRASES,
  type SaidKind,
} from './phrases.ts';

/** What the words of one reply say, before anybody looks at who wrote it. */
export interface Reading {
  /** Undefined: the rules leave open what is meant. `nothing`: it is not about the proposal's fate. */
  readonly answer: ReviewAnswer | 'yield' | undefined;
  /** The sentence that says so, at most 300 characters of the mail; '' when there is none. */
  readonly quote: string;
  /** Commits that it names, lower-case hex as written. */
  readonly commits: readonly string[];
  /** Versions of branches that the deciding sentence names; empty: all. */
  readonly scope: readonly BranchScope[];
  /** Why, for a drop or a wait; undefined where no reason is told. */
  readonly ground: Ground | undefined;
  readonly how: 'rules' | 'model';
}

interface Said {
  readonly kind: SaidKind;
  readonly sentence: string;
}

const ABOUT_STABLE = /stable|back-?port|autosel|\blts\b/i;
const LONGEST_QUOTE = 300;
const COMMIT = /(?<![\w.-])[0-9a-f]{10,40}(?![\w@-])/g;
/** The patch is wanted, but not without others. */
const CONDITION =
  /\b(?:without|unless|only (?:\w+ )?(?:if|when|with|together)|by itself|on its own|alone|together with|as well|also|too|depends on|requires?|needs?)\b/i;

export interface ReplyPlace {
  /** True when it answers the proposal itself and not another answer: only then is a remark about the patch one about its fate. */
  readonly direct: boolean;
}

/**
 * Reads a reply by rules. What is asked for counts before what is said, and the last wish before earlier ones; a wish for other commits
 * that are named counts as such, also where it is put as a refusal ("not without …").
 */
export function understandReply(text: string, { direct }: ReplyPlace): Reading {
  const paragraphs = readOwnWords(text);
  const sentences = paragraphs.flatMap(splitSentences);
  const said = sentences.flatMap((sentence, at) => listSaid(sentence).filter((each) => counts(each, { direct, at })));
  const commits = [...new Set(paragraphs.flatMap((paragraph) => paragraph.match(COMMIT) ?? []))].filter(isCommit);
  const chosen = readCommand(text) ?? choose(said, { commits, sentences });
  return {
    answer: chosen?.answer,
    quote: (chosen?.sentence ?? '').slice(0, LONGEST_QUOTE),
    commits,
    scope: chosen === undefined || sentences.some((each) => EVERYWHERE.test(each)) ? [] : readScope(chosen.sentence),
    ground: chosen?.answer === 'drop' || chosen?.answer === 'wait' ? findGround(chosen.sentence, sentences) : undefined,
    how: 'rules',
  };
}

const COMMANDS = {
  drop: 'drop',
  nak: 'drop',
  take: 'accept',
  ack: 'accept',
  wait: 'wait',
  hold: 'wait',
  question: 'question',
} as const;
const COMMAND =
  /^(drop|nak|take|ack|wait|hold|question)(?:[.!]?$|\s*[:;,]\s|[.!] | (?:it|this|that|for|from|on|in|everywhere|please|also)\b)/i;

/** The words that every proposal offers, at the beginning of a line of their own: `drop for 6.1: why`, `take also 1a2b3c4d5e6f`. */
function readCommand(text: string): Choice | undefined {
  for (const line of readOwnLines(text).flat()) {
    const word = COMMAND.exec(line)?.[1]?.toLowerCase() as keyof typeof COMMANDS | undefined;
    if (word === undefined) continue;
    const also = /^take also\b/i.test(line) && (line.match(COMMIT) ?? []).some(isCommit);
    return { answer: also ? 'also' : COMMANDS[word], sentence: line };
  }
  return undefined;
}

const isCommit = (text: string): boolean => /[0-9]/.test(text) && /[a-f]/.test(text);

function listSaid(sentence: string): Said[] {
  if (LISTED.test(sentence)) return [];
  if (CONCEDES.test(sentence)) return [{ kind: 'report', sentence }];
  if (NOT_TAKEN.test(sentence) && !/\b(?:should|must|please)\b/i.test(sentence)) return [{ kind: 'report', sentence }];
  return PHRASES.filter(
    ({ kind, pattern }) =>
      pattern.test(sentence) &&
      !(kind === 'accept' && DENIED.test(sentence)) &&
      !(kind === 'order' && EXPECTED.test(sentence)),
  ).map(({ kind }) => ({ kind, sentence }));
}

/** Sentences of a reply among which a remark still speaks about the whole patch; further down it is about details. */
const OPENING = 6;

/** A remark counts where the proposal itself is answered, early, and about the patch; in talk among people only clear words do. */
function counts({ kind, sentence }: Said, { direct, at }: ReplyPlace & { readonly at: number }): boolean {
  if (kind === 'objection') return direct && at < OPENING && ABOUT_IT.test(sentence);
  return kind === 'refusal' ? direct || ABOUT_STABLE.test(sentence) : true;
}

interface Context {
  readonly commits: readonly string[];
  readonly sentences: readonly string[];
}

interface Choice {
  readonly answer: ReviewAnswer | 'yield';
  readonly sentence: string;
}

function choose(said: readonly Said[], { commits, sentences }: Context): Choice | undefined {
  const last = (kind: SaidKind): string | undefined => said.findLast((each) => each.kind === kind)?.sentence;
  const first = (kind: SaidKind): string | undefined => said.find((each) => each.kind === kind)?.sentence;
  const order = first('order');
  const wait = first('wait');
  const also = first('also');
  const accept = last('accept');
  const condition = sentences.find((sentence, at) => CONDITION.test(sentence) && isNamedNear(sentences, at));
  if (order !== undefined && also !== undefined && commits.length > 0 && CONDITION.test(order))
    return { answer: 'also', sentence: also };
  if (order !== undefined && !isGranted(order, accept))
    return { answer: wait === order ? 'wait' : 'drop', sentence: order };
  if (wait !== undefined) return { answer: 'wait', sentence: wait };
  if (also !== undefined && (commits.length > 0 || against(said)[0] === undefined))
    return { answer: 'also', sentence: also };
  const yielded = first('yield');
  if (yielded !== undefined) return { answer: 'yield', sentence: yielded };
  if (condition !== undefined && said.some(({ kind, sentence }) => kind === 'objection' && sentence === condition))
    return { answer: 'also', sentence: condition };
  const granted = sentences.find((sentence) => GRANTS.test(sentence));
  if (granted !== undefined) return grant(granted, said);
  if (accept !== undefined && against(said)[0] === undefined) return { answer: 'accept', sentence: accept };
  return weighDoubt(said) ?? (accept === undefined ? undefined : { answer: 'accept', sentence: accept });
}

/** A tag with remarks is a yes; a tag beside a plain no is for a person to read. */
function grant(granted: string, said: readonly Said[]): Choice {
  const refused = said.find(({ kind, sentence }) => kind === 'refusal' && sentence !== granted);
  return refused === undefined
    ? { answer: 'accept', sentence: granted }
    : { answer: 'question', sentence: refused.sentence };
}

/** A commit stands in the sentence, or in the one that it leads to. */
const isNamedNear = (sentences: readonly string[], at: number): boolean =>
  [at, at + 1].some((each) => (sentences[each]?.match(COMMIT) ?? []).some(isCommit));

/** "No need to drop it, it looks good": one sentence that grants what it seems to refuse. */
const isGranted = (order: string, accept: string | undefined): boolean =>
  accept === order || /\b(?:no (?:need|reason) to|not? (?:\w+ )?(?:want|ask\w*) (?:you )?to)\b/i.test(order);

/** What speaks against it, clear words first. */
const against = (said: readonly Said[]): readonly string[] =>
  (['refusal', 'objection'] as const).flatMap((kind) =>
    said.filter((each) => each.kind === kind).map(({ sentence }) => sentence),
  );

/**
 * Without a wish: a reason against counts as an objection, unless it is only asked and the question does not doubt the choice. Whoever
 * says that it is there already, or asks why it is not taken elsewhere, decides nothing.
 */
function weighDoubt(said: readonly Said[]): Choice | undefined {
  const sentencesOf = (kind: SaidKind): readonly string[] =>
    said.filter((each) => each.kind === kind).map(({ sentence }) => sentence);
  const asked = sentencesOf('question');
  const [known] = sentencesOf('report');
  if (known !== undefined) return { answer: 'question', sentence: known };
  const reasons = against(said).filter((sentence) => !MISSED.test(sentence));
  const plain = reasons.find((sentence) => !asked.includes(sentence) || !ASKS.test(sentence));
  if (plain !== undefined) return { answer: 'drop', sentence: plain };
  if (reasons[0] !== undefined && asked.some((sentence) => DOUBT.test(sentence) && !MISSED.test(sentence)))
    return { answer: 'drop', sentence: reasons[0] };
  const [open] = asked;
  return open === undefined ? undefined : { answer: 'question', sentence: open };
}
