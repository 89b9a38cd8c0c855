import { beforeAll, describe, expect, it } from 'vitest';
import { DAY, sketchBranch, sketchValues } from '../testing/history-values.ts';
import {
  buildHistory,
  buildSearchData,
  extractTerms,
  extractTermTexts,
  findNeighbours,
  listTakers,
  makeSearchIndex,
} from './index.ts';
import type { History, NeighbourRequest, SearchIndex } from './index.ts';

const subjects = [
  'net: fix the leak of a socket buffer',
  'mm: count huge pages once',
  'net: fix the leak of a route entry',
  'docs: explain the calendar',
  'net: fix the leak of a neighbour entry',
];
const commits = subjects.map((subject, at) => ({ name: `c${at}`, day: at + 1, subject }));
const history: History = buildHistory(
  sketchValues({
    commits,
    branches: [sketchBranch('1.0', 0), sketchBranch('2.0', 0)],
    picks: [
      { name: 'c0', branch: 1, day: 3, reverted: 9 },
      { name: 'c0', branch: 0, day: 4 },
    ],
  }),
);
let search: SearchIndex;
beforeAll(async () => {
  const documents = history.commits.map(({ subject, commitTime }) => ({
    time: commitTime,
    terms: extractTerms({ subject, body: '' }, undefined),
  }));
  search = makeSearchIndex(await buildSearchData({ key: 'test', documents }));
});

function ask(
  subject: string,
  parts: Partial<NeighbourRequest> & { readonly row?: number },
): ReturnType<typeof findNeighbours> {
  const { terms, texts } = extractTermTexts({ subject, body: '' }, undefined);
  return findNeighbours({
    history,
    search,
    query: { terms, texts, time: 6 * DAY, row: parts.row },
    asOf: 100 * DAY,
    limit: 3,
    ...parts,
  });
}

describe('neighbours', () => {
  it('are like the commit, never the commit itself', () => {
    const rows = ask(subjects[4] ?? '', { row: 4 }).map(({ row }) => row);
    expect(new Set(rows.slice(0, 2))).toEqual(new Set([0, 2]));
    expect(rows).not.toContain(4);
  });

  it('of a stable copy begin with its mainline commit', () => {
    expect(ask(subjects[2] ?? '', {})[0]).toMatchObject({ row: 2, sha: history.commits[2]?.sha, subject: subjects[2] });
  });

  it('were committed before the day of the question', () => {
    expect(ask(subjects[4] ?? '', { asOf: 5 * DAY }).map(({ row }) => row)).not.toContain(4);
    expect(ask(subjects[4] ?? '', { asOf: 1 * DAY })).toEqual([]);
  });

  it('say what was decided by that day and what matched', () => {
    const first = (asOf: number): unknown =>
      ask('fix the leak of a socket buffer', { asOf }).find(({ row }) => row === 0);
    expect(first(2.5 * DAY)).toMatchObject({ decision: 'undecided', takenBy: [] });
    expect(first(5 * DAY)).toMatchObject({
      decision: 'yes',
      takenBy: ['2.0', '1.0'],
      because: expect.arrayContaining([expect.any(String)]),
    });
    expect(first(9 * DAY)).toMatchObject({ decision: 'yes', takenBy: ['1.0'] });
  });

  it('are not looked for in an index of another day', () => {
    const other = buildHistory(sketchValues({ commits: commits.slice(1) }));
    expect(() => ask('x', { history: other })).toThrow('the search index holds 5 commits, the history 4');
  });
});

it('takers of a commit that nobody took are none', () => {
  expect(listTakers(history, 1, 100 * DAY)).toEqual([]);
});
