import type { CheckedClaim, CheckedJudgement, Policy, Verdict } from './types.ts';

/** The votes as they count. */
export interface Count {
  /** Members but the referee that answered and are counted; `voted`: those of them that say yes or no. */
  readonly answered: number;
  readonly voted: number;
  /** Voices, the referee's among them. */
  readonly yes: number;
  readonly no: number;
  readonly unsure: number;
  /** Names of those who stated too many falsehoods, in order. */
  readonly discounted: readonly string[];
  /** Share of the weight of all yes and no, the referee's among it; undefined when nobody says either. */
  readonly yesShare: number | undefined;
  /** Claims for it of those who say yes that held and that nobody refuted. */
  readonly held: number;
}

export const countVotes = (
  { judgements, referee }: Pick<Verdict, 'judgements' | 'referee'>,
  { falseShare }: Pick<Policy, 'falseShare'>,
): Count => {
  const counted = judgements.filter((each) => !isDiscounted(each, falseShare));
  const voices = [...counted, ...(referee === undefined || isDiscounted(referee, falseShare) ? [] : [referee])];
  const saying = (vote: CheckedJudgement['vote']) => voices.filter((each) => each.vote === vote);
  const [yes, no] = [saying('yes'), saying('no')];
  const weight = weigh(yes) + weigh(no);
  return {
    answered: counted.length,
    voted: counted.filter(({ vote }) => vote !== 'unsure').length,
    yes: yes.length,
    no: no.length,
    unsure: saying('unsure').length,
    discounted: [...judgements, ...(referee === undefined ? [] : [referee])]
      .filter((each) => isDiscounted(each, falseShare))
      .map(({ member }) => member)
      .sort(),
    yesShare: weight === 0 ? undefined : weigh(yes) / weight,
    held: yes.flatMap(({ claims }) => claims).filter(proves).length,
  };
};

/** Added up in order of size, so that the sum is the same in whatever order members answered. */
const weigh = (judgements: readonly CheckedJudgement[]): number =>
  judgements
    .map(({ weight }) => weight)
    .sort((a, b) => a - b)
    .reduce((sum, each) => sum + each, 0);

const proves = ({ claim, state, refutedBy }: CheckedClaim): boolean =>
  state === 'held' && claim.weighs === 'for' && refutedBy.length === 0;

/** More of what could be checked is false than the policy bears. */
const isDiscounted = ({ claims }: CheckedJudgement, falseShare: number): boolean => {
  const wrong = claims.filter(({ state }) => state === 'false').length;
  const checked = wrong + claims.filter(({ state }) => state === 'held').length;
  return wrong > 0 && wrong > checked * falseShare + 1e-9;
};
