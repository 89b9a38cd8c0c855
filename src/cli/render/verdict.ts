import type { AskAnswer, CheckedClaim, CheckedJudgement, Verdict } from '../../run/index.ts';
import { paintWith, type Paint } from '../paint.ts';
import { plainText } from '../width.ts';
import type { View } from './explanation.ts';
import { plural } from '../../plural.ts';

/** What the panel says about one commit, member by member, with the state of each claim. */
export function renderVerdict(verdict: Verdict, { colour }: Pick<View, 'colour'>): string {
  const paint = paintWith(colour);
  const { judgements, silent, referee, warnings } = verdict;
  return [
    `${paintVote(verdict.verdict, paint)}  ${plainText(verdict.why)}\n`,
    `${renderNumbers(verdict)}\n`,
    ...warnings.map((line) => `${paint.bad('warning')}  ${plainText(line)}\n`),
    ...judgements.map((judgement) => renderJudgement(judgement, paint)),
    ...(referee === undefined ? [] : [renderJudgement(referee, paint)]),
    ...silent.map(({ member, silence, why }) => `\n${paint.strong(member)}  silent: ${silence}. ${plainText(why)}\n`),
  ].join('');
}

function renderNumbers({ triage, probability, yesShare }: Verdict): string {
  const parts = [
    `panel ${yesShare === undefined ? 'none' : yesShare.toFixed(2)}`,
    `triage ${triage === undefined ? 'none' : triage.toFixed(2)}`,
    ...(probability === undefined ? [] : [`together ${probability.toFixed(2)}`]),
  ];
  return parts.join(', ');
}

function paintVote(vote: string, paint: Paint): string {
  if (vote === 'yes') return paint.good(vote);
  return vote === 'no' ? paint.bad(vote) : paint.strong(vote);
}

function renderJudgement(judgement: CheckedJudgement, paint: Paint): string {
  const { member, role, model, vote, confidence, summary, claims, branches, concerns, unverified } = judgement;
  const who = `${paint.strong(member)}${member === role ? '' : ` (${role})`}, ${plainText(model)}`;
  const lines = [
    `${who}: ${paintVote(vote, paint)}, sure to ${confidence.toFixed(1)}`,
    `  ${plainText(summary)}`,
    ...claims.map((claim) => renderClaim(claim, paint)),
    ...branches.map((given) => renderAdvice(given, paint)),
    ...concerns.map((line) => `  concern: ${plainText(line)}`),
    ...unverified.map((line) => `  not verified: ${plainText(line)}`),
    ...judgement.textChecks
      .filter(({ result }) => result === 'wrong')
      .map(({ what, why }) => wrong({ what, why }, paint)),
  ];
  return `\n${lines.join('\n')}\n`;
}

/** Advice for a branch, with what is wrong in it. */
function renderAdvice({ branch, advice, why, check }: CheckedJudgement['branches'][number], paint: Paint): string {
  const failed = check?.result === 'wrong' ? `\n${wrong(check, paint)}` : '';
  return `  ${plainText(branch)}: ${advice}. ${plainText(why)}${failed}`;
}

function renderClaim({ claim, state, checks, refutedBy }: CheckedClaim, paint: Paint): string {
  const mark = state === 'held' ? paint.good(state) : state === 'false' ? paint.bad(state) : paint.faint(state);
  const refuted = refutedBy.length === 0 ? '' : ` ${paint.bad(`refuted by ${refutedBy.join(', ')}`)}`;
  const failed = checks.filter(({ result }) => result === 'wrong').map((check) => `\n${wrong(check, paint)}`);
  return `  [${mark}${refuted}] ${plainText(claim.text)}${failed.join('')}`;
}

const wrong = ({ what, why }: { readonly what: string; readonly why: string }, paint: Paint): string =>
  `      ${paint.bad('wrong')}: ${plainText(what)}: ${plainText(why)}`;

/** One asked commit: what it is, what the panel says, what it took. */
export function renderAsked({ run, sha, subject, asOf, verdict, spent, asked }: AskAnswer, view: View): string {
  const paint = paintWith(view.colour);
  const head = `${paint.id(sha.slice(0, 12))} ${paint.strong(plainText(subject))}\n`;
  const money = spent.microUsd > 0 ? `${(spent.microUsd / 1e6).toFixed(4)} USD, ` : '';
  const cost = `${money}${plural(spent.tokens, 'token')}`;
  const kept = asked === 0 && spent.tokens > 0 ? 'kept answers, nobody was asked now: they took ' : '';
  return `${head}${renderVerdict(verdict, view)}\n${paint.faint(`as of ${asOf}, run ${run}, ${kept}${cost}`)}\n`;
}
