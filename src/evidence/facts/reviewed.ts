import { judgeReviews, type Review } from '../../history/index.ts';
import type { BranchAnswer, Finding, Question } from '../types.ts';
import { dayOf, listWords, quoteText } from '../words.ts';

const WEIGHS = { accept: 'for', drop: 'against', wait: 'against', also: 'neutral', question: 'neutral' } as const;
const SAID = {
  accept: 'accepted it',
  drop: 'dropped it',
  wait: 'asked to wait',
  also: 'wants it with others',
  question: 'asked',
};

/** What people answered to the proposal of this commit, or said about it at this program. */
export const reviewFacts = ({ history, row, asOf }: Question): readonly Finding[] =>
  history.reviews(row, asOf).map((review) => ({
    kind: 'review',
    says: `${sayReview(review)}${review.authority === undefined ? ' Their word does not decide.' : ''}`,
    source: review.how === 'person' ? `autosel review ${review.commit.slice(0, 12)}` : `mail <${review.source}>`,
    weighs: review.authority === undefined ? 'neutral' : WEIGHS[review.answer],
  }));

/** `Ada Author (author) dropped it for linux-6.1.y on 2025-01-02: "not a fix".` */
export function sayReview({ by, authority, answer, branches, at, reason, also }: Review): string {
  const who = `${quoteText(by.name === '' ? by.email : by.name)}${authority === undefined ? '' : ` (${quoteText(authority)})`}`;
  const where = branches.length === 0 ? '' : ` for ${listWords(branches.map((branch) => quoteText(branch)))}`;
  const more = also.length === 0 ? '' : `, with ${listWords(also.map((id) => quoteText(id)))}`;
  const words = reason === '' ? '' : `: "${quoteText(reason, 200)}"`;
  return `${who} ${SAID[answer]}${where}${more} on ${dayOf(at)}${words}.`;
}

/** A branch for which somebody dropped a commit, or asked to wait, holds it, whatever facts say. */
export function holdByReviews(
  { history, row, asOf }: Question,
  answers: readonly BranchAnswer[],
): readonly BranchAnswer[] {
  const said = history.reviews(row, asOf);
  if (said.length === 0) return answers;
  return answers.map((answer) => {
    const { kind, because } = judgeReviews(said, answer.branch);
    if (because === undefined || kind === 'accepted' || !OPEN.has(answer.answer)) return answer;
    const says = kind === 'dropped' ? 'hold: dropped' : 'hold: asked to wait';
    return { ...answer, answer: 'hold', says, why: sayReview(because) };
  });
}

/** Answers after which a branch might get it. */
const OPEN: ReadonlySet<BranchAnswer['answer']> = new Set([
  'take',
  'take with prerequisites',
  'adapt',
  'wait',
  'unknown',
]);
