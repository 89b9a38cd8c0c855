import { countVotes } from './votes.ts';
import type { Count } from './votes.ts';
import type { CheckedJudgement, Policy, SilentMember, UnsettledCode, Verdict } from './types.ts';
import { nounFor, plural } from '../plural.ts';

/** All that a verdict rests on. */
export interface DecideQuestion extends Pick<
  Verdict,
  'sha' | 'judgements' | 'silent' | 'referee' | 'triage' | 'probability' | 'warnings' | 'spent'
> {
  readonly policy: Policy;
}

/**
 * The verdict. Quorum comes first: members that are silent, or that state more falsehoods than the policy bears, are not there,
 * and their silence is never a no. Then the weight of the votes, the referee's among them; a tie is unsettled. A yes also needs
 * claims of those who say yes that were checked, held, and stand unrefuted. The order of members does not matter.
 */
export const decide = ({ policy, ...question }: DecideQuestion): Verdict => {
  const count = countVotes(question, policy);
  const outcome = settle(count, question.silent, policy);
  return {
    ...question,
    verdict: outcome.verdict,
    code: outcome.verdict === 'unsettled' ? outcome.code : undefined,
    why: sentence(outcome.why, count, question.silent),
    yesShare: count.yesShare,
  };
};

type Outcome =
  | { readonly verdict: 'yes' | 'no'; readonly why: string }
  | { readonly verdict: 'unsettled'; readonly code: UnsettledCode; readonly why: string };

/** Shares that differ by less are the same: weights are added in floating point. */
const SAME = 1e-9;

const settle = (count: Count, silent: readonly SilentMember[], policy: Policy): Outcome => {
  const { answered, voted, yesShare } = count;
  if (answered < policy.quorum) return tooFew(answered, silent, policy);
  if (voted < policy.quorum || yesShare === undefined) {
    const why = `${voted} of ${plural(answered, 'member')} that answered ${nounFor(voted, 'votes', 'vote')} yes or no, ${policy.quorum} must`;
    return { verdict: 'unsettled', code: 'unsure', why };
  }
  if (yesShare > policy.majority + SAME) return prove(count, policy);
  if (1 - yesShare > policy.majority + SAME) return { verdict: 'no', why: 'most of the weight says no' };
  const why = Math.abs(yesShare - 0.5) < SAME ? 'the votes are tied' : 'neither side has the majority that is needed';
  return { verdict: 'unsettled', code: 'tie', why };
};

const tooFew = (answered: number, silent: readonly SilentMember[], { quorum }: Policy): Outcome => {
  const poor = silent.filter(({ silence }) => silence === 'budget').length;
  const code = answered + poor >= quorum ? 'budget' : 'quorum';
  const reason = code === 'budget' ? 'the budget ended: ' : sayReason(silent);
  const why = `${reason}${plural(answered, 'member counts', 'members count')}, ${quorum} must`;
  return { verdict: 'unsettled', code, why };
};

const LONGEST_REASON = 160;

/** The reason that most of the silent have. */
const sayReason = (silent: readonly SilentMember[]): string => {
  const shares = (why: string): readonly SilentMember[] => silent.filter((each) => each.why === why);
  const same = silent.map(({ why }) => shares(why)).toSorted((a, b) => b.length - a.length)[0];
  if (same === undefined) return '';
  const names = same.map(({ member }) => member).join(' and ');
  const [{ silence, why }] = same;
  const said = why.length > LONGEST_REASON ? `${why.slice(0, LONGEST_REASON)}…` : why;
  return `${names} ${nounFor(same.length, 'is', 'are')} silent, ${silence} (${said}): `;
};

const prove = ({ held }: Count, { heldClaims }: Policy): Outcome => {
  if (held >= heldClaims)
    return { verdict: 'yes', why: `most of the weight says yes, ${plural(held, 'claim')} for it held` };
  const why = `most of the weight says yes, but ${plural(held, 'claim')} for it held and ${heldClaims} must`;
  return { verdict: 'unsettled', code: 'unproven', why };
};

const sentence = (why: string, { yes, no, unsure, discounted }: Count, silent: readonly SilentMember[]): string => {
  const votes = `${yes} yes, ${no} no, ${unsure} unsure, ${silent.length} silent`;
  const left = discounted.length === 0 ? '' : `; not counted for false claims: ${discounted.join(', ')}`;
  return `${why[0].toUpperCase()}${why.slice(1)} (${votes}${left}).`;
};

/** Whether both sides have a voice that counts: only then is the referee asked. */
export const isDisputed = (judgements: readonly CheckedJudgement[], policy: Policy): boolean => {
  const { yes, no, answered } = countVotes({ judgements, referee: undefined }, policy);
  return answered >= policy.quorum && yes > 0 && no > 0;
};
