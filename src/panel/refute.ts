import { answerSilent, describeTurn, planTalk } from './ask.ts';
import type { Turn } from './ask.ts';
import { renderContested } from './contested.ts';
import type { ContestedClaim } from './contested.ts';
import { buildRefutationForm, parseRefutations } from './refutation.ts';
import { talk } from './talk.ts';
import type { TalkForm } from './talk-types.ts';
import type { Check, CheckedJudgement, MemberAnswer, NumberedFact, RawRefutation } from './types.ts';

/** A member's turn about claims of the other side. */
export interface RefuteTurn extends Turn {
  /** At least one; see `listOpposed`. */
  readonly claims: readonly ContestedClaim[];
  /** Facts of all members that those claims may cite, beyond the dossier. */
  readonly found: readonly NumberedFact[];
}

/** Asks a member whether claims of the other side stand. Errors as for {@link askMember}; silence is no refutation. */
export const askRefutation = async (turn: RefuteTurn): Promise<MemberAnswer> => {
  const { claims, found, member, prompts } = turn;
  const section = `${prompts.refute.trim()}\n\n# Claims of the other side\n${renderContested(claims, found)}`;
  const form = makeForm(claims, !member.model.abilities.tools);
  const asked = 'For each claim above: does it stand? Cite what that rests on.';
  const end = await talk(planTalk(turn, { form, section, asked }));
  if (end.kind === 'silent') return answerSilent(turn, 'refute', end);
  return { ...describeTurn(turn, 'refute', end), kind: 'refuted', rawRefutations: end.answer };
};

const makeForm = (claims: readonly ContestedClaim[], bounded: boolean): TalkForm<readonly RawRefutation[]> => {
  const options = { claims, bounded };
  const [strict, forgiving] = [buildRefutationForm(options), buildRefutationForm({ ...options, forgiving: true })];
  return {
    build: (isForgiving) => (isForgiving ? forgiving : strict),
    parse: (answer) => parseRefutations(answer, { ...options, forgiving: true }),
    read: undefined,
  };
};

/** Looks up the citations of a refutation, as the checks of claims do; facts may be cited by number. */
export type CheckCitations = (refutation: RawRefutation) => Promise<readonly Check[]>;

/** Refutations of one member that rest on something: at least one citation was looked up, and every such one is right. */
export const proveRefutations = async (
  refutations: readonly RawRefutation[],
  check: CheckCitations,
): Promise<readonly RawRefutation[]> => {
  const proven: RawRefutation[] = [];
  for (const refutation of refutations.filter(({ verdict }) => verdict === 'refuted')) {
    const checks = await check(refutation);
    const wrong = checks.some(({ result }) => result === 'wrong');
    if (!wrong && checks.some(({ result }) => result === 'right')) proven.push(refutation);
  }
  return proven;
};

/** Judgements with the names of those who refuted a claim, in order. Nobody refutes a claim of their own. */
export const markRefuted = (
  judgements: readonly CheckedJudgement[],
  proven: readonly { readonly member: string; readonly refutations: readonly RawRefutation[] }[],
): readonly CheckedJudgement[] => {
  const refuters = (name: string, owner: string): readonly string[] =>
    proven
      .filter(({ member, refutations }) => member !== owner && refutations.some(({ claim }) => claim === name))
      .map(({ member }) => member);
  return judgements.map((judgement) => ({
    ...judgement,
    claims: judgement.claims.map((claim) => ({
      ...claim,
      refutedBy: [...new Set([...claim.refutedBy, ...refuters(claim.name, judgement.member)])].sort(),
    })),
  }));
};
