import type {
  Check,
  CheckedClaim,
  CheckedJudgement,
  ClaimState,
  RawCitation,
  RawClaim,
  RawJudgement,
  Role,
} from '../types.ts';
import { checkAdvice } from './advice.ts';
import { bears } from './bearing.ts';
import { checkCitation } from './citations.ts';
import { openDesk } from './desk.ts';
import { checkText } from './text.ts';
import type { CheckContext, KindCheck, StatementKind } from './types.ts';

/** Naming a function or counting a line is no reason: a claim that rests on nothing else is not held by it. */
const SLIGHT: ReadonlySet<StatementKind> = new Set(['code', 'function', 'path', 'number']);

/**
 * `held`: at least one citation, in the list or in the text itself, was checked, and every checked one is right. `false`: one is
 * wrong. `open`: nothing could be told. `uncited`: it names nothing.
 */
export function stateOf(citations: readonly KindCheck[], inText: readonly KindCheck[]): ClaimState {
  if ([...citations, ...inText].some(({ result }) => result === 'wrong')) return 'false';
  const carrying = [...citations, ...inText.filter(({ kind }) => !SLIGHT.has(kind))];
  if (carrying.some(({ result }) => result === 'right')) return 'held';
  return citations.length + inText.length === 0 ? 'uncited' : 'open';
}

/** Checks of one claim are bounded: a model that cites more wastes everybody's time. */
const MOST_CITATIONS = 40;

/** Looks up what each claim cites and what its own text states. */
export async function checkClaims(
  claims: readonly RawClaim[],
  { member, context }: { readonly member: string; readonly context: CheckContext },
): Promise<readonly CheckedClaim[]> {
  const checked: CheckedClaim[] = [];
  for (const [at, claim] of claims.entries()) {
    const citations = await checkCitations(claim.citations, { context, claim: claim.text });
    const { checks } = await checkText(claim.text, context);
    const state = stateOf(
      citations,
      checks.filter((check) => !namesItself(check, context)),
    );
    checked.push({
      name: `${member}/${at + 1}`,
      claim,
      state,
      checks: [...citations, ...checks].map(bare),
      refutedBy: [],
    });
  }
  return checked;
}

/**
 * Looks up citations of a claim in their order; those behind the fortieth are not looked up. One that is right and has nothing to do with
 * the claim is unknown: it proves nothing.
 */
export async function checkCitations(
  citations: readonly RawCitation[],
  { context, claim }: { readonly context: CheckContext; readonly claim: string },
): Promise<readonly KindCheck[]> {
  const checks: KindCheck[] = [];
  for (const citation of citations.slice(0, MOST_CITATIONS)) {
    const check = await checkCitation(citation, openDesk(context));
    const idle = check.result === 'right' && !bears(citation, claim, context);
    checks.push(
      idle ? { ...check, result: 'unknown', why: `${check.why}, which says nothing about the claim` } : check,
    );
  }
  return checks;
}

/** That the commit under judgement exists holds no claim. */
const namesItself = ({ id, result }: KindCheck, { commit }: CheckContext): boolean =>
  result === 'right' && id !== undefined && commit.sha.startsWith(id);

const bare = ({ what, result, why, source }: KindCheck): Check => ({ what, result, why, source });

export interface JudgementToCheck {
  readonly member: string;
  readonly role: Role;
  readonly weight: number;
  readonly model: string;
  readonly rawJudgement: RawJudgement;
}

/** One member's judgement with everything in it that a program can look up looked up. */
export async function checkJudgement(given: JudgementToCheck, context: CheckContext): Promise<CheckedJudgement> {
  const { rawJudgement, ...member } = given;
  const { vote, confidence, summary, branches, concerns, unverified } = rawJudgement;
  const claims = await checkClaims(rawJudgement.claims, { member: given.member, context });
  const loose = [summary, ...concerns, ...branches.map(({ branch, why }) => `${branch}: ${why}`)].join('\n\n');
  const { checks } = await checkText(loose, context);
  return {
    ...member,
    vote,
    confidence,
    summary,
    claims,
    branches: branches.map((advice) => ({ ...advice, check: checkAdvice(advice, openDesk(context)) })),
    concerns,
    unverified,
    textChecks: checks.map(bare),
  };
}
