import { sayPanelCost, sayPanelCounts } from '../../mail/index.ts';
import type { SelectedCommit, Selection, Verdict } from '../../run/index.ts';
import { paintWith } from '../paint.ts';
import { renderTable } from '../table.ts';
import { plainText } from '../width.ts';
import type { View } from './explanation.ts';
import { renderShares } from './runs.ts';

/** Commits that people must settle are listed; at most so many where nobody says otherwise. */
const MOST = 20;

/** What the panel left to people, what it was asked, and what that took; nothing where none was asked. */
export function renderPanel(selection: Selection, view: View & { readonly limit: number | undefined }): string {
  const { panel, commits } = selection;
  if (panel === undefined) return '';
  const open = commits.filter(({ lane }) => lane === 'unsettled');
  const { settled, members } = panel;
  return [
    open.length === 0 ? '' : `\nThe panel did not settle these; people must:\n${renderOpen(open, view)}`,
    `\npanel ${sayPanelCounts(selection)}; ${sayPanelCost(panel)}\n`,
    members.length === 0 ? '' : renderShares(members, { settled, width: view.width }),
    `autosel run show ${panel.run} shows each vote, autosel run replay decides again under other rules\n`,
  ].join('');
}

function renderOpen(
  open: readonly SelectedCommit[],
  { width, colour, limit = MOST }: Parameters<typeof renderPanel>[1],
) {
  const paint = paintWith(colour);
  const columns = [
    { title: 'prob', align: 'right' as const, paint: paint.strong },
    { title: 'commit', paint: paint.id },
    { title: 'subject', gives: 5, least: 24 },
    { title: 'because', gives: 5, least: 16, paint: paint.faint },
  ];
  const rows = open
    .slice(0, limit)
    .map(({ probability, sha, subject, why }) => [
      probability?.toFixed(2) ?? '',
      sha.slice(0, 12),
      subject,
      why.replace(/^Panel: /, ''),
    ]);
  const more = open.length - rows.length;
  return `${renderTable(columns, rows, width)}${more > 0 ? `… and ${more} more\n` : ''}`;
}

/** `yes 2:1`, the votes behind it; the referee's counts too. */
export function sayVotes({ verdict, judgements, referee }: Verdict): string {
  const all = [...judgements, ...(referee === undefined ? [] : [referee])];
  const count = (vote: string): number => all.filter((each) => each.vote === vote).length;
  return `${verdict} ${count('yes')}:${count('no')}`;
}

/** What somebody on the side of the verdict sums up, unless something in it was wrong; else the counts. */
export function strongestVoice({ verdict, judgements, referee, why }: Verdict): string {
  const all = [...(referee === undefined ? [] : [referee]), ...judgements];
  const held = (member: (typeof all)[number]): number => member.claims.filter(({ state }) => state === 'held').length;
  const fit = all.filter(
    ({ vote, summary, textChecks }) =>
      vote === verdict && summary !== '' && textChecks.every(({ result }) => result !== 'wrong'),
  );
  return plainText(fit.toSorted((a, b) => held(b) - held(a))[0]?.summary ?? why);
}
