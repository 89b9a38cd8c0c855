import type { BranchAnswer, BranchAnswerKind, Fact } from '../evidence/index.ts';
import { unverifiedLines, verifiedLines } from './explain-checks.ts';
import { panelLines } from './explain-panel.ts';
import { OTHER_NUMBERS } from '../triage/index.ts';
import type { SelectedCommit, Selection } from './types.ts';
import { isWanted } from './wanted.ts';
import { COLUMNS, limitWords, plainText, wrapText } from './wrap.ts';

/** What an explanation needs to know of the run. */
export type ExplainContext = Pick<Selection, 'asOf' | 'threshold' | 'thresholdWhy'>;

export const MACHINE_NOTICE =
  'Machine text: a program put this together from facts in the repository. Nobody has read it yet, and it can be wrong. Each point names the command that shows it.';

const SUMMARY_WORDS = 150;
const NAMED_REASONS = 3;
const REASON_WORDS = 24;

/**
 * Why a commit is where it is: a summary of at most 150 words, then the branches, what the panel says, the evidence with its sources,
 * similar commits, what is neither for nor against, what was looked up and what was not, and how sure it is. Plain text of 78 columns (only a command can be longer); no line of it can be taken for a part of a patch.
 */
export function renderExplanation(commit: SelectedCommit, context: ExplainContext): string {
  return [
    wrapText(MACHINE_NOTICE),
    ['Decision summary:', ...wrapText(summarize(commit, context), { lead: '  ' })],
    section('Branches', branchLines(commit.branches)),
    panelLines(commit.verdict),
    section('Evidence for', commit.facts.filter(isFor).flatMap(factLines)),
    section('Evidence against', commit.facts.filter(isAgainst).flatMap(factLines)),
    section('Unresolved', unresolvedLines(commit.branches)),
    section('What was decided on similar commits', commit.precedents.flatMap(precedentLines)),
    section('Also known', commit.facts.filter(isTold).flatMap(factLines)),
    section('Verified', verifiedLines(commit, context)),
    section('Not verified', unverifiedLines(commit)),
    section('Confidence', confidenceLines(commit, context)),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

const isFor = (fact: Fact): boolean => fact.weighs === 'for';
const isAgainst = (fact: Fact): boolean => fact.weighs === 'against';
/** Records and places that speak neither for nor against; the report has them. */
const QUIET: ReadonlySet<string> = new Set(['paths', 'nature-functions', 'subsystem-record', 'subsystem-author']);
const isTold = ({ weighs, kind }: Fact): boolean => weighs === 'neutral' && !QUIET.has(kind);

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines];

/** The decision in words, without its proofs. */
export function summarize(commit: SelectedCommit, context: ExplainContext): string {
  const counts = [`${commit.facts.filter(isFor).length} for`, `${commit.facts.filter(isAgainst).length} against`];
  const parts = [
    sayDecision(commit, context),
    sayBranches(commit.branches),
    sayReasons('The score rose most because', commit, (effect) => effect > 0),
    sayReasons('It fell because', commit, (effect) => effect < 0),
    commit.facts.length === 0 ? '' : `Facts: ${counts.join(', ')}.`,
  ];
  return limitWords(parts.filter((part) => part !== '').join(' '), SUMMARY_WORDS);
}

function sayDecision(commit: SelectedCommit, { threshold }: ExplainContext): string {
  if (commit.lane !== 'proposal') return `Not proposed (${commit.lane}): ${plainText(commit.why)}`;
  const from = commit.verdict === undefined ? `proposals start at ${sayNumber(threshold)}` : 'the panel said yes';
  const number = `a probability of ${sayNumber(commit.probability)} (${from})`;
  return isWanted(commit)
    ? `Proposed for stable with ${number}.`
    : `To be looked at: it has ${number}, but nobody can tell whether a branch needs it.`;
}

/** What a reader acts on comes first. */
const ANSWER_ORDER: readonly BranchAnswerKind[] = [
  'take',
  'take with prerequisites',
  'adapt',
  'hold',
  'wait',
  'unknown',
  'out of policy',
  'not affected',
  'already there',
];

function sayBranches(branches: readonly BranchAnswer[]): string {
  const ordered = branches.toSorted((a, b) => ANSWER_ORDER.indexOf(a.answer) - ANSWER_ORDER.indexOf(b.answer));
  const said = [...Map.groupBy(ordered, (branch) => branch.says)].map(([says, of]) => {
    const names = of.map((branch) => plainText(branch.branch));
    return `${plainText(says)}: ${names.length > 8 ? `${names.length} branches` : names.join(', ')}`;
  });
  return said.length === 0 ? '' : `Branches: ${said.join('; ')}.`;
}

function sayReasons(lead: string, { reasons }: SelectedCommit, wanted: (effect: number) => boolean): string {
  const said = reasons
    .filter(({ effect, feature }) => wanted(effect) && feature !== OTHER_NUMBERS)
    .map(({ says }) => limitWords(plainText(says), REASON_WORDS));
  return said.length === 0 ? '' : `${lead}: ${said.slice(0, NAMED_REASONS).join('; ')}.`;
}

const factLines = (fact: Fact): string[] => [
  ...wrapText(fact.says, { lead: '  * ' }),
  `      $ ${plainText(fact.source)}  [${plainText(fact.id)}]`,
];

function unresolvedLines(branches: readonly BranchAnswer[]): string[] {
  const unknown = Map.groupBy(
    branches.filter((branch) => branch.answer === 'unknown'),
    (branch) => branch.why,
  );
  return [...unknown].flatMap(([why, of]) =>
    wrapText(
      `Whether ${of.map((branch) => branch.branch).join(', ')} ${of.length === 1 ? 'needs' : 'need'} it: ${why}.`,
      {
        lead: '  * ',
      },
    ),
  );
}

function branchLines(branches: readonly BranchAnswer[]): string[] {
  const width = Math.min(24, Math.max(0, ...branches.map((branch) => plainText(branch.branch).length)));
  const answers = Math.min(24, Math.max(13, ...branches.map(({ says }) => plainText(says).length)));
  return branches.flatMap(({ branch, says, why }, at) => {
    const told = branches.slice(0, at).find((other) => other.says === says && other.why === why);
    const words = told === undefined ? why : `as for ${told.branch}`;
    return wrapText(words, { lead: `  ${plainText(branch).padEnd(width)}  ${plainText(says).padEnd(answers)}  ` });
  });
}

function precedentLines({ sha, subject, decision, takenBy }: SelectedCommit['precedents'][number]): string[] {
  const by = takenBy.length > 6 ? `${takenBy.length} branches` : takenBy.join(', ');
  const said =
    decision === 'yes'
      ? takenBy.length === 0
        ? 'accepted by a person'
        : `taken by ${by}`
      : decision === 'no'
        ? 'not taken'
        : 'undecided';
  return wrapText(`${sha.slice(0, 12)} ("${plainText(subject)}"): ${said}`, { lead: '  * ' });
}

function confidenceLines(
  { probability, verdict }: SelectedCommit,
  { asOf, thresholdWhy, threshold }: ExplainContext,
): string[] {
  if (probability === undefined) return wrapText('There is no score for this commit.', { lead: '  ' });
  const share = Math.round(probability * 100);
  const gate = verdict === undefined ? 'Threshold' : 'The panel is asked from';
  return wrapText(
    `${sayNumber(probability)}: of 100 past commits with such a number, about ${share} were taken by a stable branch. As of ${asOf.slice(0, 10)}. ${gate} ${sayNumber(threshold)}: ${plainText(thresholdWhy)}.`.replace(
      /\.\.$/,
      '.',
    ),
    { lead: '  ', columns: COLUMNS },
  );
}

export const sayNumber = (probability: number | undefined): string =>
  probability === undefined ? 'unknown' : probability.toFixed(2);
