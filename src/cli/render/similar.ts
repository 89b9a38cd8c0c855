import type { SimilarAnswer } from '../../run/index.ts';
import { paintWith } from '../paint.ts';
import { renderTable, type Column } from '../table.ts';
import { plainText } from '../width.ts';
import type { View } from './explanation.ts';

/** Neighbours, nearest first, each with what was decided about it. */
export function renderSimilar(answer: SimilarAnswer, view: View): string {
  const paint = paintWith(view.colour);
  const columns: readonly Column[] = [
    { title: 'commit', paint: paint.id },
    { title: 'date' },
    { title: 'decision' },
    { title: 'subject', gives: 5, least: 24 },
    { title: 'alike', gives: 3, least: 12, paint: paint.faint },
  ];
  const rows = answer.neighbours.map((near) => [
    near.sha.slice(0, 12),
    near.date.slice(0, 10),
    near.takenBy.length > 0 ? `${near.decision} (${near.takenBy.length})` : near.decision,
    near.subject,
    near.because.join(', '),
  ]);
  const head = `like ${answer.commit.sha.slice(0, 12)} ${plainText(answer.commit.subject)}, as of ${answer.asOf}\n`;
  return head + (rows.length === 0 ? 'nothing like it\n' : renderTable(columns, rows, view.width));
}
