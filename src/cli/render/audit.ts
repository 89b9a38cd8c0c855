import type { Audit, AuditEntry, BranchStanding, UnknownUpstream } from '../../run/index.ts';
import { paintWith, type Paint } from '../paint.ts';
import { renderTable, type Column } from '../table.ts';
import { plainText } from '../width.ts';
import { nounFor, plural } from '../../plural.ts';

export interface LimitedView {
  readonly width: number | undefined;
  readonly colour: boolean;
  /** Name at most so many of a kind. */
  readonly limit: number;
}

/** Findings as a table, then each with its sentence and the commands that show it, then references that lead nowhere. */
export function renderAudit(audit: Audit, view: LimitedView): string {
  const paint = paintWith(view.colour);
  const shown = audit.findings.slice(0, view.limit);
  const more = audit.findings.length - shown.length;
  return [
    renderStanding(audit.standing, paint),
    shown.length === 0 ? 'Nothing amiss was found.\n' : renderTable(columns(paint), shown.map(findingRow), view.width),
    more > 0 ? `… and ${more} more: raise --limit, or ask for --json\n` : '',
    ...shown.map((finding, at) => renderProof(finding, at, paint)),
    renderUnknown(audit.unknownUpstream, view),
    '\n',
    renderTotals(audit),
  ].join('');
}

/** What is to be known before a list of things that are missing: that nobody may be there to mend them. */
const renderStanding = ({ kind, says }: BranchStanding, paint: Paint): string =>
  kind === 'live' ? '' : `${paint.strong(`${plainText(says)}.`)}\n\n`;

const columns = (paint: Paint): readonly Column[] => [
  { title: '#', align: 'right' },
  { title: 'finding', paint: paint.strong },
  { title: 'missing', paint: paint.id },
  { title: 'subject', gives: 5, least: 24 },
  { title: 'days', align: 'right' },
  { title: 'pick' },
  { title: 'branches', gives: 2, least: 8, paint: paint.faint },
];

const findingRow = ({ kind, commit, days, applies, branches }: AuditEntry, at: number): string[] => [
  String(at + 1),
  kind,
  commit.sha.slice(0, 12),
  commit.subject,
  String(days),
  applies ?? '',
  branches.join(' '),
];

function renderProof({ says, commands }: AuditEntry, at: number, paint: Paint): string {
  return `\n${at + 1}. ${plainText(says)}\n${commands.map((command) => `   ${paint.faint(plainText(command))}\n`).join('')}`;
}

function renderUnknown(unknown: readonly UnknownUpstream[], view: LimitedView): string {
  if (unknown.length === 0) return '';
  const rows = unknown
    .slice(0, view.limit)
    .map(({ sha, subject, date, names }) => [sha.slice(0, 12), date.slice(0, 10), subject, names.join(' ')]);
  const titles = [
    { title: 'commit' },
    { title: 'date' },
    { title: 'subject', gives: 3, least: 24 },
    { title: 'names' },
  ];
  const more = unknown.length > rows.length ? `… and ${unknown.length - rows.length} more\n` : '';
  return `\nNames an upstream commit that is not here:\n${renderTable(titles, rows, view.width)}${more}`;
}

function renderTotals(audit: Audit): string {
  const counts = Object.entries(audit.counts).map(([kind, n]) => `${n} ${kind}`);
  return [
    `${plainText(audit.branch)} as of ${audit.asOf}: took ${plural(audit.taken, 'commit')} of ${plainText(audit.mainline)}, the last ${audit.lastPick === undefined ? 'never' : `on ${audit.lastPick.slice(0, 10)}`}\n`,
    `${counts.join(', ')}\n`,
    audit.refuted.length > 0
      ? `${audit.refuted.length} more ${nounFor(audit.refuted.length, 'seems', 'seem')} missing, but a look at the branch refutes it: there by content, or none of the files is there\n`
      : '',
  ].join('');
}
