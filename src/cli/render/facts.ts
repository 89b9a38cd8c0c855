import type { CommitFacts } from '../../run/index.ts';
import { paintWith } from '../paint.ts';
import { renderTable } from '../table.ts';
import { plainText } from '../width.ts';
import type { View } from './explanation.ts';

const MARKS = { for: '+', against: '-', neutral: ' ' } as const;

/** One commit: its branches as a table, then its facts with their sources. */
export function renderFacts({ sha, subject, branches, facts }: CommitFacts, view: View): string {
  const paint = paintWith(view.colour);
  const columns = [
    { title: 'branch' },
    { title: 'answer' },
    { title: 'affected' },
    { title: 'applies' },
    { title: 'why', gives: 1, least: 30 },
  ];
  const rows = branches.map(({ name, says, affected, applies, why }) => [name, says, affected, applies, why]);
  const table = rows.length === 0 ? [] : renderTable(columns, rows, narrower(view.width)).trimEnd().split('\n');
  return [
    `${paint.id(sha.slice(0, 12))} ${paint.strong(plainText(subject))}\n`,
    ...table.map((line) => `  ${line}\n`),
    ...facts.map(({ id, says, source, weighs }) => `  ${MARKS[weighs]} ${plainText(`${says}  (${source}) [${id}]`)}\n`),
    '\n',
  ].join('');
}

const narrower = (width: number | undefined): number | undefined => (width === undefined ? undefined : width - 2);
