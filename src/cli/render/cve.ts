import type { CveSearchAnswer, CveStats, FixedCve, OpenCve, VotedCve } from '../../run/index.ts';
import { renderTable } from '../table.ts';
import { plainText } from '../width.ts';
import { plural } from '../../plural.ts';

type Width = number | undefined;

const ROLES = {
  fix: 'fix on mainline',
  backport: 'fix',
  vulnerable: 'vulnerable, given',
  introduced: 'vulnerable',
} as const;

/** One line for each CVE and commit that belong together. */
export function renderCveSearch(answers: readonly CveSearchAnswer[], width: Width): string {
  const rows = answers.flatMap(({ asked, hits, state: known }) => {
    if (hits.length === 0)
      return [[asked.slice(0, 40), known === undefined ? 'no CVE' : asked.toUpperCase(), known ?? '', '', '', '']];
    return hits.map(({ id, state, role, version, commit }) => [asked, id, state, ROLES[role], version ?? '', commit]);
  });
  const titles = ['asked', 'CVE', 'state', 'is', 'since', 'commit'];
  return renderTable(
    titles.map((title) => ({ title, ...(title === 'asked' ? { gives: 1, least: 12 } : {}) })),
    rows,
    width,
  );
}

const LISTED = [{ title: 'CVE' }, { title: 'since' }, { title: 'fixed in' }, { title: 'what', gives: 1, least: 20 }];

/** The CVEs that something still has, with the releases that mend them. */
export function renderCveOpen(open: readonly OpenCve[], asked: string, width: Width): string {
  const head = `${plural(open.length, 'CVE is', 'CVEs are')} open in ${plainText(asked)}.\n`;
  if (open.length === 0) return head;
  const rows = open.map(({ id, since, fixes, title }) => [
    id,
    since?.version ?? 'unknown',
    fixes.map(({ version }) => version).join(' ') || 'nowhere',
    title ?? '',
  ]);
  return `${head}\n${renderTable(LISTED, rows, width)}`;
}

export function renderCveFixed(fixed: readonly FixedCve[], asked: string, width: Width): string {
  const head = `${plural(fixed.length, 'CVE is', 'CVEs are')} fixed in ${plainText(asked)}.\n`;
  if (fixed.length === 0) return head;
  const rows = fixed.map(({ id, fix, title }) => [id, fix.version, fix.commit.slice(0, 12), title ?? '']);
  const titles = [{ title: 'CVE' }, { title: 'in' }, { title: 'commit' }, { title: 'what', gives: 1, least: 20 }];
  return `${head}\n${renderTable(titles, rows, width)}`;
}

export function renderCveStats(stats: CveStats, width: Width): string {
  const sum = (pick: (year: CveStats['years'][number]) => number): string =>
    String(stats.years.reduce((all, year) => all + pick(year), 0));
  const rows = [
    ...stats.years.map(({ year, reserved, published, rejected }) => [
      year,
      ...[reserved, published, rejected].map(String),
    ]),
    ['all', sum(({ reserved }) => reserved), sum(({ published }) => published), sum(({ rejected }) => rejected)],
  ];
  const titles = ['year', 'reserved', 'published', 'rejected'];
  const levels = Object.entries(stats.levels).map(([level, count]) => `${count} ${level}`);
  const lines = [
    `${stats.scored} are scored${levels.length > 0 ? `: ${levels.join(', ')}` : ''}.`,
    `${stats.unfixedSomewhere} are not fixed in some series that has the fault; of ${stats.unknownOrigin} nobody knows where it came in.`,
    ...(stats.withoutRecord.length > 0 ? [`No record: ${stats.withoutRecord.join(', ')}.`] : []),
    ...stats.broken.map((text) => `Broken: ${plainText(text)}`),
  ];
  const table = renderTable(
    titles.map((title, at) => ({ title, align: at === 0 ? 'left' : 'right' })),
    rows,
    width,
  );
  return `${table}\n${lines.join('\n')}\n`;
}

/** Groups of those who agree, the largest first; what has a CVE already stands at the end. */
export function renderCveVotes(voted: readonly VotedCve[]): string {
  const groups = [...Map.groupBy(voted, sayGroup)].toSorted(([, a], [, b]) => rank(b[0]) - rank(a[0]));
  return groups
    .map(([head, commits]) => `${head} (${commits.length})\n${commits.map(renderVoted).join('')}`)
    .join('\n');
}

const rank = ({ assigned, voted, outcome }: VotedCve): number =>
  assigned.length > 0 ? -1 : voted.length + (outcome === 'agreed' ? 0.5 : 0);

function sayGroup({ assigned, voted, against, absent, outcome }: VotedCve): string {
  if (assigned.length > 0) return 'Has a CVE already';
  const who = voted.length === 0 ? 'Guests only' : `${voted.join(', ')}${voted.length === 1 ? ' alone' : ''}`;
  const others = [
    ...(against.length > 0 ? [`not ${against.join(', ')}`] : []),
    ...(absent.length > 0 ? [`no list of ${absent.join(', ')}`] : []),
  ];
  const means = { agreed: 'everyone agrees', enough: 'enough', unsettled: 'unsettled', 'too few': 'too few' }[outcome];
  return `${who}${others.length > 0 ? `; ${others.join('; ')}` : ''}: ${means}`;
}

function renderVoted({ release, commit, subject, guests, notes, assigned }: VotedCve): string {
  const more = [
    ...assigned.map((id) => `    ${id}\n`),
    ...(guests.length > 0 ? [`    also ${guests.join(', ')}, guests\n`] : []),
    ...notes.map(({ reviewer, note }) => `    ${reviewer}: ${plainText(note)}\n`),
  ];
  return `  ${commit.slice(0, 12)}  ${release}  ${plainText(subject)}\n${more.join('')}`;
}
