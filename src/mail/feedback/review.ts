import { createHash } from 'node:crypto';
import { parseBranchVersion, type Review, type ReviewAnswer } from '../../history/index.ts';
import { versionOf } from '../versions.ts';
import { isInScope } from './branch-scope.ts';
import { readOwnWords } from './own-words.ts';
import type { ThreadedReply } from './thread.ts';
import { understandReply, type Reading } from './understand.ts';

/** What a model reads from a reply that the rules leave open; undefined: it leaves it open too. */
export type ReplyModel = (
  words: string,
) => Promise<{ readonly answer: ReviewAnswer; readonly quote: string } | undefined>;

export interface UnderstoodReply extends ThreadedReply {
  readonly reading: Reading;
  /** See `findAuthority`. */
  readonly authority: string | undefined;
  /** Undefined when it says nothing about the proposal's fate, or a program wrote it. */
  readonly review: Review | undefined;
}

export interface UnderstandQuestion {
  readonly threaded: ThreadedReply;
  readonly authority: string | undefined;
  /** Names of the branches that were proposed. */
  readonly branches: readonly string[];
  readonly model: ReplyModel | undefined;
}

/** Rules first; the model is asked about what they leave open, and only believed when its quote stands in the mail. */
export async function understandThreaded({
  threaded,
  authority,
  branches,
  model,
}: UnderstandQuestion): Promise<UnderstoodReply> {
  const { reply, direct } = threaded;
  const reading = understandReply(reply.text, { direct });
  const settled =
    reading.answer === undefined && reply.automatic === undefined
      ? await askModel(reading, reply.text, model)
      : reading;
  const review =
    reply.automatic === undefined ? buildReview({ ...threaded, reading: settled, authority }, branches) : undefined;
  return { ...threaded, reading: settled, authority, review };
}

async function askModel(reading: Reading, text: string, model: ReplyModel | undefined): Promise<Reading> {
  const words = readOwnWords(text).join('\n\n');
  if (model === undefined || words === '') return reading;
  const said = await model(words);
  const quote = said?.quote.replace(/\s+/g, ' ').trim() ?? '';
  if (said === undefined || quote === '' || !words.replace(/\s+/g, ' ').includes(quote)) return reading;
  return { ...reading, answer: said.answer, quote: quote.slice(0, 300), how: 'model' };
}

/** Who takes an objection back has no objection any more: the proposal is as good as accepted by them. */
function buildReview(understood: Omit<UnderstoodReply, 'review'>, branches: readonly string[]): Review | undefined {
  const { reading, reply, proposal, authority } = understood;
  if (reading.answer === undefined) return undefined;
  const id = createHash('sha256').update(`${reply.messageId}\n${proposal.commit}`).digest('hex').slice(0, 16);
  return {
    id,
    commit: proposal.commit,
    branches: branchesOf(reading, branches),
    answer: reading.answer === 'yield' ? 'accept' : reading.answer,
    reason: sayReason(reading),
    ground: reading.ground?.kind,
    also: reading.answer === 'also' ? reading.commits : [],
    by: reply.from,
    how: reading.how,
    authority,
    source: reply.messageId,
    at: reply.at,
  };
}

/** Branches that are named, by version or by name; where none of the proposed ones is, the answer is about all. */
function branchesOf({ scope, quote }: Reading, branches: readonly string[]): readonly string[] {
  const named = branches.filter((branch) => isInScope(scope, parseBranchVersion(branch)) || isNamed(branch, quote));
  return named.length === branches.length ? [] : named;
}

/** By its name, or behind "for" and the like by its number where that is a whole one: `for 255` means `v255-stable`. */
function isNamed(branch: string, quote: string): boolean {
  const words = quote.split(/[\s,;:()]+/).map((word) => word.replace(/[.!?]+$/, ''));
  const version = versionOf(branch);
  return words.some(
    (word, at) => word === branch || (word === version && /^\d+$/.test(word) && BEFORE_NAME.test(words[at - 1] ?? '')),
  );
}

const BEFORE_NAME = /^(?:for|from|in|on|to|into|and|or)$/i;

/** The deciding sentence, and the one with the reason where that is another. */
const sayReason = ({ quote, ground }: Reading): string =>
  ground === undefined || quote.includes(ground.sentence) ? quote : `${quote} … ${ground.sentence}`.slice(0, 400);
