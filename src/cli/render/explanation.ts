import type { Copy, Explanation, Precedent, RelatedCommit } from '../../run/index.ts';
import { paintWith, type Paint } from '../paint.ts';
import { renderTable } from '../table.ts';
import { plainText } from '../width.ts';
import { renderProbability } from './selection.ts';

export interface View {
  readonly width: number | undefined;
  readonly colour: boolean;
}

/** Everything known about a commit, in sections; a section with nothing to say is left out. */
export function renderExplanation(explanation: Explanation, view: View): string {
  const paint = paintWith(view.colour);
  const { commit } = explanation;
  const parts = [
    renderHead(explanation, paint),
    section(
      'Why this probability (what each adds to or takes from the score; all of it)',
      commit.reasons.map((reason) => `${signed(reason.effect)}  ${reason.says}`),
      paint,
    ),
    section('Facts', commit.facts.flatMap(renderFact), paint),
    section('Branches', renderBranches(explanation, view), paint),
    section('Recorded decisions', explanation.copies.map(renderCopy), paint),
    section('Fixes', explanation.fixes.map(renderRelated), paint),
    section('Fixed by', explanation.fixedBy.map(renderRelated), paint),
    section('Reverts', explanation.reverts.map(renderRelated), paint),
    section('Reverted by', explanation.revertedBy.map(renderRelated), paint),
    section('Like it', commit.precedents.map(renderPrecedent), paint),
    `\nas of ${explanation.asOf}, mainline ${explanation.mainline}\n`,
  ];
  return parts.join('');
}

function renderHead({ commit, asked, release, threshold, thresholdWhy }: Explanation, paint: Paint): string {
  const copied = asked === undefined ? '' : `${asked.sha} on ${asked.branch} copies this mainline commit:\n`;
  const probability =
    commit.probability === undefined
      ? 'no probability: the commit could not be read'
      : `probability ${renderProbability(commit.probability)} that a stable branch takes it (proposed from ${threshold.toFixed(3)}: ${thresholdWhy})`;
  return [
    copied,
    `${paint.id(commit.sha)}\n${paint.strong(plainText(commit.subject))}\n`,
    `${plainText(commit.author)}, ${commit.date}, ${release === undefined ? 'in no release yet' : `first in ${plainText(release)}`}\n`,
    `\n${paint.strong(commit.lane)}: ${plainText(commit.why)}\n${probability}\n`,
  ].join('');
}

function section(title: string, lines: readonly string[], paint: Paint): string {
  if (lines.length === 0) return '';
  return `\n${paint.strong(title)}\n${lines.map((line) => `  ${plainText(line)}\n`).join('')}`;
}

function renderBranches({ commit }: Explanation, view: View): string[] {
  if (commit.branches.length === 0) return [];
  const rows = commit.branches.map((answer) => [answer.branch, answer.says, answer.why]);
  const columns = [{ title: 'branch' }, { title: 'answer' }, { title: 'why', gives: 1, least: 30 }];
  const width = view.width === undefined ? undefined : view.width - 2;
  return renderTable(columns, rows, width).trimEnd().split('\n').slice(1);
}

function signed(effect: number): string {
  return `${effect < 0 ? '-' : '+'}${Math.abs(effect).toFixed(2)}`;
}

/** The fact, and below it the lines that make it up. */
function renderFact({ weighs, says, source, detail = [] }: Explanation['commit']['facts'][number]): string[] {
  return [`${mark(weighs)} ${says}  (${source})`, ...detail.map((line) => `      ${line}`)];
}

function mark(weighs: 'for' | 'against' | 'neutral'): string {
  return { for: '+', against: '-', neutral: ' ' }[weighs];
}

function renderCopy(copy: Copy): string {
  const back = copy.revertedAt === undefined ? '' : `, taken back on ${copy.revertedAt.slice(0, 10)}`;
  return `${copy.branch} took it on ${copy.knownSince.slice(0, 10)} as ${copy.sha.slice(0, 12)} (found by ${copy.how})${back}`;
}

function renderRelated(related: RelatedCommit): string {
  const id = related.sha?.slice(0, 12) ?? related.id ?? '(no id)';
  const where = related.sha === undefined ? 'not in this history' : (related.release ?? 'in no release yet');
  return `${id} ${related.subject ?? ''} (${where}${takenBy(related.takenBy)})`;
}

function renderPrecedent(precedent: Precedent): string {
  const yes = precedent.takenBy.length === 0 ? 'accepted by a person' : 'taken';
  const decision = { yes, no: 'not taken', undecided: 'undecided' }[precedent.decision];
  const because = precedent.because.length === 0 ? '' : `; alike: ${precedent.because.slice(0, 4).join(', ')}`;
  return `${precedent.sha.slice(0, 12)} ${precedent.subject} (${decision}${takenBy(precedent.takenBy)}${because})`;
}

function takenBy(names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > 4 ? ` and ${names.length - 4} more` : '';
  return `, on ${names.slice(0, 4).join(' ')}${more}`;
}
