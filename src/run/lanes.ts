import type { BranchAnswer, BranchAnswerKind, Fact, Question } from '../evidence/index.ts';
import { branchesOn, findPresence, sayReview } from '../evidence/index.ts';
import { decideByReviews } from '../history/index.ts';
import type { Lane } from './types.ts';

export interface LaneQuestion extends Question {
  readonly facts: readonly Fact[];
  /** Answers for the branches that the person named, or for all that are alive. */
  readonly branches: readonly BranchAnswer[];
  /** True when a person named the branches: then only what these need counts. */
  readonly asked: boolean;
  /** Undefined when the commit could not be scored. */
  readonly probability: number | undefined;
  readonly threshold: number;
}

export interface LaneDecision {
  readonly lane: Lane;
  /** One sentence. */
  readonly why: string;
}

/**
 * Where a commit goes; the first rule that speaks decides. Work that is done comes first, then what people said about this very commit
 * (a drop of its proposal, an opt-out in its message, then a stable tag: an author who asks for stable by name outranks a list that keeps automatic picks away),
 * then the lists, and only then the score.
 */
export function decideLane(question: LaneQuestion): LaneDecision {
  return (
    alreadyThere(question) ??
    dropped(question) ??
    optedOut(question.facts, ['opt-out-trailer']) ??
    tagged(question) ??
    accepted(question) ??
    optedOut(question.facts, ['opt-out-author', 'opt-out-path']) ??
    byScore(question)
  );
}

function alreadyThere({ history, row, asOf, branches, asked }: LaneQuestion): LaneDecision | undefined {
  const there = branches.filter((branch) => branch.answer === 'already there');
  const done = noneNeeds(branches);
  if (there.length > 0 && done) return { lane: 'already there', why: sayThere(there, branches.length) };
  if (asked) return undefined;
  const takers = branchesOn(history, asOf)
    .filter((branch) => findPresence({ history, row, branch, asOf }).kind === 'picked')
    .flatMap((branch) => history.branches[branch]?.name ?? []);
  return takers.length === 0 ? undefined : { lane: 'already there', why: `Taken by ${takers.join(', ')}.` };
}

function sayThere(there: readonly BranchAnswer[], of: number): string {
  const names = there.map((branch) => branch.branch).join(', ');
  return there.length === of ? `Already in ${names}.` : `Already in ${names}; the other branches do not need it.`;
}

function dropped({ history, row, asOf }: LaneQuestion): LaneDecision | undefined {
  const said = decideByReviews(history.reviews(row, asOf));
  return said?.kind === 'no' ? { lane: 'left', why: sayReview(said.review) } : undefined;
}

/** Whoever accepts it by name outranks a list and the score. */
function accepted({ history, row, asOf, branches }: LaneQuestion): LaneDecision | undefined {
  const said = decideByReviews(history.reviews(row, asOf));
  if (said?.kind !== 'yes' || sayHindrance(branches) !== undefined) return undefined;
  return { lane: 'proposal', why: sayReview(said.review) };
}

function optedOut(facts: readonly Fact[], kinds: readonly string[]): LaneDecision | undefined {
  const fact = facts.find((candidate) => kinds.includes(candidate.kind));
  return fact === undefined ? undefined : { lane: 'opted out', why: fact.says };
}

function tagged({ facts, branches }: LaneQuestion): LaneDecision | undefined {
  const fact = facts.find((candidate) => candidate.kind === 'cc-stable');
  if (fact === undefined) return undefined;
  const hindered = sayHindrance(branches);
  return { lane: 'tagged for stable', why: hindered === undefined ? fact.says : `${fact.says} But ${hindered}.` };
}

function byScore({ history, row, probability, threshold, branches }: LaneQuestion): LaneDecision {
  if (probability === undefined)
    return { lane: 'unread', why: `It could not be scored: ${history.commits[row]?.unread ?? 'no score was given'}.` };
  const number = probability.toFixed(2);
  if (probability < threshold)
    return { lane: 'left', why: `Its probability ${number} is below ${threshold.toFixed(2)}.` };
  const hindered = sayHindrance(branches);
  if (hindered !== undefined) return { lane: 'left', why: `Its probability is ${number}, but ${hindered}.` };
  return { lane: 'proposal', why: `Its probability ${number} reaches ${threshold.toFixed(2)}.` };
}

const DONE: readonly BranchAnswerKind[] = ['already there', 'not affected', 'out of policy'];

/** Every branch holds it already, has not what it mends, or is past its time; no branches at all is no answer. */
const noneNeeds = (branches: readonly BranchAnswer[]): boolean =>
  branches.length > 0 && branches.every(({ answer }) => DONE.includes(answer));

/** Why no branch takes it now; undefined when one does or might. */
function sayHindrance(branches: readonly BranchAnswer[]): string | undefined {
  if (noneNeeds(branches)) return 'none of the branches needs it';
  const held = branches.filter(({ answer }) => !DONE.includes(answer));
  if (held.length === 0 || held.some(({ answer }) => answer !== 'wait' && answer !== 'hold')) return undefined;
  return `no branch takes it now: ${[...new Set(held.map(({ says }) => says))].join(', ')}`;
}
