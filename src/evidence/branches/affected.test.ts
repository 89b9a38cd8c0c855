import { describe, expect, it } from 'vitest';
import type { CommitSketch } from '../../testing/history.ts';
import { fullSha, secondsOf, sketchHistory } from '../../testing/history.ts';
import type { SeenImages, SeenPick } from '../observation.ts';
import { judgeAffected } from './affected.ts';
import { findWindow } from './window.ts';

const link = (row: number | undefined) => ({ row, id: 'abc', subject: undefined });

/** Row 0 is old, row 1 came after both branches began, row 2 mends row 0, row 3 is asked about. */
function judge(asked: Partial<CommitSketch>, seen?: { images: SeenImages['kind']; pick?: SeenPick }) {
  const history = sketchHistory({
    commits: [
      { sha: 'a0', day: '2019-01-01' },
      { sha: 'a1', day: '2023-01-05' },
      { sha: 'a2', day: '2023-01-06', fixes: [link(0)] },
      { sha: 'a3', day: '2023-02-01', ...asked },
    ],
    branches: [
      { name: 'linux-5.10.y', began: '2020-12-13' },
      { name: 'linux-6.1.y', began: '2022-12-11', picks: { 2: '2023-01-20' } },
    ],
  });
  const images = seen === undefined ? undefined : ({ kind: seen.images, why: 'late' } as SeenImages);
  const question = { history, row: 3, branch: 0, asOf: secondsOf('2023-03-01') };
  return judgeAffected(question, seen === undefined ? undefined : { images, pick: seen.pick, first: [] }).affected;
}

describe('whether a branch has what a commit mends', () => {
  it('needs what mends a commit that it is about to take', () => {
    expect(judge({ fixes: [link(2)] })).toBe('probably');
    expect(judge({ fixes: [link(1)] })).toBe('not');
  });

  it('goes by what a sentence blames where no line names a target', () => {
    const [unseen, there] = [judge({ blamed: [1] }), judge({ blamed: [1] }, { images: 'all' })];
    expect([unseen, there]).toEqual(['not', 'unknown']);
    expect([judge({ blamed: [0] }), judge({ blamed: [0] }, { images: 'all' })]).toEqual(['unknown', 'probably']);
    expect(judge({ blamed: [1], fixes: [link(0)] })).toBe('affected');
  });

  it('goes by the lines that it changes where the message names nothing', () => {
    const kinds = ['all', 'some', 'none', 'no file', 'nothing', 'unknown'] as const;
    expect(kinds.map((images) => judge({}, { images }))).toEqual([
      'probably',
      'unknown',
      'unknown',
      'not',
      'unknown',
      'unknown',
    ]);
  });

  it('follows a file that has another name on the branch when a pick applies there', () => {
    expect(judge({}, { images: 'no file', pick: { kind: 'clean', renamed: true } })).toBe('probably');
    expect(judge({}, { images: 'no file', pick: { kind: 'conflicts', at: fullSha('a3'), files: [] } })).toBe('not');
  });

  it('doubts an absent target when all lines are there, and never doubts a present one', () => {
    expect(judge({ fixes: [link(1)] }, { images: 'all' })).toBe('unknown');
    expect(judge({ fixes: [link(0)] }, { images: 'none' })).toBe('affected');
  });
});

describe('the custom of older branches', () => {
  /** Two branches; the newer one takes fifty commits, the older one as many of them as said; then one more comes. */
  function judgeAfter(taken: number, { images, branch = 0 }: { images: 'all' | 'some'; branch?: number }): string {
    const day = (n: number): string => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10);
    const commits = Array.from({ length: 50 }, (_, n) => ({ sha: (n + 16).toString(16), day: day(n + 1) }));
    const picks = (most: number): Record<number, string> =>
      Object.fromEntries(commits.slice(0, most).map((_, n) => [n, day(n + 10)]));
    const history = sketchHistory({
      commits: [...commits, { sha: 'ff', day: day(60) }, { sha: 'fe', day: day(600) }],
      branches: [
        { name: 'stable-1.0', began: '2019-06-01', picks: picks(taken) },
        { name: 'stable-1.1', began: '2020-01-01', picks: picks(50) },
      ],
    });
    const question = { history, row: 50, branch, asOf: secondsOf(day(400)) };
    return judgeAffected(question, { images: { kind: images }, pick: undefined, first: [] }).affected;
  }

  it('decides what lines that are there say on a branch that is not the newest', () => {
    expect([10, 45].map((taken) => judgeAfter(taken, { images: 'all' }))).toEqual(['unknown', 'probably']);
    expect(judgeAfter(10, { images: 'all', branch: 1 })).toBe('probably');
  });

  it('leaves lines that are partly there open on an older branch only', () => {
    expect([0, 1].map((branch) => judgeAfter(45, { images: 'some', branch }))).toEqual(['unknown', 'probably']);
  });
});

describe('the support window', () => {
  const DAY = 86_400;
  /** Two branches; the older one takes `share` of each quarter's fixes, the newer one all of them. */
  function windowOf(share: (quarter: number) => number): number | undefined {
    const start = secondsOf('2020-01-01');
    const fixes = Array.from({ length: 12 * 50 }, (_, n) => ({
      quarter: Math.floor(n / 50),
      time: start + DAY + Math.floor(n / 50) * 91 * DAY + (n % 50) * DAY,
      taken: (n % 50) / 50 < share(Math.floor(n / 50)),
    }));
    const commits = [
      { sha: 'b0', day: '2019-01-01' },
      ...fixes.map(({ time }, n) => ({
        sha: (n + 1).toString(16).padStart(8, '0'),
        day: '2020-01-01',
        commitTime: time,
        fixes: [link(0)],
      })),
    ];
    const picks = (of: (each: (typeof fixes)[number]) => boolean): Record<number, string> =>
      Object.fromEntries(
        fixes.flatMap((each, n) =>
          of(each) ? [[n + 1, new Date((each.time + 5 * DAY) * 1000).toISOString().slice(0, 10)]] : [],
        ),
      );
    const history = sketchHistory({
      commits,
      branches: [
        { name: 'stable-1.0', began: '2020-01-01', picks: picks(({ taken }) => taken) },
        { name: 'stable-1.1', began: '2020-01-02', picks: picks(() => true) },
      ],
    });
    return findWindow(history, history.branches[0], history.end + 200 * DAY);
  }

  it('is the age at which a branch that goes on stops taking what newer ones take', () => {
    expect(windowOf((quarter) => (quarter < 6 ? 1 : 0.2))).toBe(6 * 91 * DAY);
  });

  it('is not there for a family that takes its share to the end', () => {
    expect(windowOf(() => 0.9)).toBeUndefined();
  });
});
