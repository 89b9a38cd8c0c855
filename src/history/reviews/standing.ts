import type { Review, ReviewedDecision, ReviewStanding } from './types.ts';

const OPEN: ReviewStanding = { kind: 'open', because: undefined };
const KINDS = { accept: 'accepted', drop: 'dropped', wait: 'waiting', also: 'waiting' } as const;
/** One who objects is heard before one who agrees. */
const STRICTEST = ['drop', 'wait', 'also', 'accept'] as const;

type Deciding = Review & { readonly answer: keyof typeof KINDS };

/** A question leaves open what becomes of the proposal; a wish for more holds it until somebody has looked. */
const decides = (review: Review): review is Deciding => review.authority !== undefined && review.answer !== 'question';

/**
 * What holds for a proposal: the last word of a person at this program, else what mails say; of each writer the last answer counts, of
 * several writers the strictest. With `branch`, what was said about that branch counts too; without, only what was said about all.
 */
export function judgeReviews(reviews: readonly Review[], branch?: string): ReviewStanding {
  const heard = reviews
    .filter(decides)
    .filter(({ branches }) => branches.length === 0 || (branch !== undefined && branches.includes(branch)))
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const own = heard.findLast(({ how }) => how === 'person');
  if (own !== undefined) return { kind: KINDS[own.answer], because: own };
  const lasts = new Map(heard.map((review) => [review.by.email.toLowerCase(), review]));
  for (const answer of STRICTEST) {
    const because = [...lasts.values()].findLast((review) => review.answer === answer);
    if (because !== undefined) return { kind: KINDS[answer], because };
  }
  return OPEN;
}

/** What holds on one branch. */
export interface BranchStanding {
  readonly branch: string;
  readonly standing: ReviewStanding;
}

/** Branches that somebody spoke of alone, where another thing holds than for all. */
export function judgeBranches(reviews: readonly Review[]): readonly BranchStanding[] {
  const all = judgeReviews(reviews);
  return [...new Set(reviews.flatMap(({ branches }) => branches))]
    .map((branch) => ({ branch, standing: judgeReviews(reviews, branch) }))
    .filter(({ standing }) => standing.kind !== all.kind);
}

/** The decision that words make of one commit; undefined while nobody decided for all branches. */
export function decideByReviews(reviews: readonly Review[]): ReviewedDecision | undefined {
  const { kind, because } = judgeReviews(reviews);
  if (because === undefined || kind === 'waiting') return undefined;
  return { kind: kind === 'accepted' ? 'yes' : 'no', how: 'reviewed', knownSince: because.at, review: because };
}

/** Reviews of each commit, in the order given. */
export function groupReviews(reviews: readonly Review[]): ReadonlyMap<string, readonly Review[]> {
  return Map.groupBy(reviews, ({ commit }) => commit);
}
