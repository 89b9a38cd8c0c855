import type { AuditEntry, BranchesAnswer, BranchProposal, BranchReport } from '../../run/index.ts';
import { paintWith, type Paint } from '../paint.ts';
import { renderTable, type Column } from '../table.ts';
import { plainText } from '../width.ts';
import type { LimitedView } from './audit.ts';
import { renderProbability } from './selection.ts';

/** One line a branch, then for each branch the commits behind its numbers. */
export function renderBranchReports(answer: BranchesAnswer, view: LimitedView): string {
  const paint = paintWith(view.colour);
  return [
    answer.branches.length === 0
      ? 'No stable branch is cared for: name some with --onto.\n'
      : renderTable(columns(paint), answer.branches.map(branchRow), view.width),
    ...answer.branches.map((branch) => renderBranch(branch, view, paint)),
    `\nas of ${answer.asOf}, mainline ${plainText(answer.mainline)}\n`,
    `proposed from probability ${answer.threshold.toFixed(3)} on: ${plainText(answer.thresholdWhy)}\n`,
  ].join('');
}

const columns = (paint: Paint): readonly Column[] => [
  { title: 'branch', paint: paint.strong },
  { title: 'tip', paint: paint.id },
  { title: 'last pick' },
  ...['in 90 days', 'proposed', 'tagged', 'adapt', 'unsure', 'waiting', 'gaps', 'missing'].map((title): Column => ({
    title,
    align: 'right',
  })),
];

const branchRow = (branch: BranchReport): string[] => [
  branch.name,
  branch.tip.slice(0, 12),
  branch.lastPick?.date.slice(0, 10) ?? 'never',
  ...[
    branch.picks90,
    branch.proposed.length,
    branch.tagged.length,
    branch.adapt.length,
    branch.unsure.length,
    branch.waiting.length,
    branch.gaps.length,
    branch.missing.length,
  ].map(String),
];

function renderBranch(branch: BranchReport, view: LimitedView, paint: Paint): string {
  const dead = branch.standing.kind === 'live' ? '' : `  ${plainText(branch.standing.says)}\n`;
  const parts = [
    dead,
    renderList('proposed', branch.proposed.map(proposalLine), view),
    renderList('tagged for stable by their authors', branch.tagged.map(proposalLine), view),
    renderList('wanted, but to be adapted', branch.adapt.map(reasonLine), view),
    renderList('nobody can tell whether it needs them', branch.unsure.map(reasonLine), view),
    renderList('waiting', branch.waiting.map(proposalLine), view),
    renderList('gaps: older branches have it', branch.gaps.map(findingLine), view),
    renderList('taken without what mends or reverts it', branch.missing.map(findingLine), view),
    renderReasons(branch),
  ].join('');
  return parts === '' ? '' : `\n${paint.strong(plainText(branch.name))} since ${branch.since.slice(0, 10)}\n${parts}`;
}

/** Why the rest of what was looked at is in none of the lists; without it a nought looks as if nobody had looked. */
function renderReasons({ notProposed }: BranchReport): string {
  if (notProposed.length === 0) return '';
  return `  not proposed: ${notProposed.map(({ why, count }) => `${count} ${why}`).join(', ')}\n`;
}

function renderList(title: string, lines: readonly string[], { limit }: LimitedView): string {
  if (lines.length === 0) return '';
  const more = lines.length > limit ? `    … and ${lines.length - limit} more\n` : '';
  return `  ${title}\n${lines
    .slice(0, limit)
    .map((line) => `    ${plainText(line)}\n`)
    .join('')}${more}`;
}

const proposalLine = ({ sha, subject, probability, says }: BranchProposal): string =>
  [renderProbability(probability), sha.slice(0, 12), subject, says === 'take' ? '' : `(${says})`]
    .filter((part) => part !== '')
    .join(' ');

const reasonLine = (proposal: BranchProposal): string =>
  `${proposalLine({ ...proposal, says: 'take' })}: ${proposal.why}`;

const findingLine = ({ says }: AuditEntry): string => says;
