import type { BranchAnswer } from '../evidence/index.ts';
import type { CheckedClaim, CheckedJudgement, Verdict } from '../panel/index.ts';
import type { SelectedCommit, Selection } from './types.ts';
import { plainText, wrapText } from './wrap.ts';

const point = (text: string): string[] => wrapText(text, { lead: '  * ' });

/** What was looked up by program, and how. */
export function verifiedLines(
  { branches, facts, verdict }: SelectedCommit,
  { asOf }: Pick<Selection, 'asOf'>,
): string[] {
  const tried = branches.filter(({ applies }) => applies !== 'unknown' && applies !== 'already there');
  return [
    ...(facts.length === 0
      ? []
      : point(`The facts of this mail: each by the command behind it, in the repository as of ${asOf.slice(0, 10)}.`)),
    ...(tried.length === 0
      ? []
      : point(`That it applies or conflicts: a three-way pick in memory onto the newest commit of ${namesOf(tried)}.`)),
    ...sayClaims(verdict),
  ];
}

/** Answers that a pick could change. */
const OPEN: ReadonlySet<BranchAnswer['answer']> = new Set([
  ...(['take', 'take with prerequisites', 'adapt', 'wait', 'hold', 'unknown'] as const),
]);

/** What nobody looked at. */
export function unverifiedLines({ branches, verdict }: SelectedCommit): string[] {
  const untried = branches.filter(({ applies, answer }) => applies === 'unknown' && OPEN.has(answer));
  const admitted = [...new Set(judgementsOf(verdict).flatMap(({ unverified }) => unverified))];
  return [
    ...point('Nothing was compiled and nothing was run.'),
    ...(untried.length === 0 ? [] : point(`No pick was tried on ${namesOf(untried)}.`)),
    ...admitted.slice(0, 4).flatMap((text) => point(`Left open by a member of the panel: ${plainText(text)}`)),
  ];
}

const judgementsOf = (verdict: Verdict | undefined): readonly CheckedJudgement[] =>
  verdict === undefined ? [] : [...verdict.judgements, ...(verdict.referee === undefined ? [] : [verdict.referee])];

function sayClaims(verdict: Verdict | undefined): string[] {
  const claims = judgementsOf(verdict).flatMap((judgement) => judgement.claims);
  if (claims.length === 0) return [];
  const wrong = claims.filter(({ state }) => state === 'false').length;
  const left =
    wrong === 0 ? 'none was wrong' : `${wrong} ${wrong === 1 ? 'was wrong and is' : 'were wrong and are'} left out`;
  const count = (state: CheckedClaim['state']): number => claims.filter((claim) => claim.state === state).length;
  return point(
    `What members claim: ${count('held')} of ${claims.length} held when their ids, quotes and lines were looked up, ${left}, ${count('open') + count('uncited')} could not be looked up.`,
  );
}

function namesOf(branches: readonly BranchAnswer[]): string {
  const names = branches.map(({ branch }) => plainText(branch));
  return names.length > 8 ? `${names.length} branches` : names.join(', ');
}
