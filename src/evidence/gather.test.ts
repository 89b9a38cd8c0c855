import { describe, expect, it } from 'vitest';
import { sketchChange } from '../testing/changes.ts';
import type { HistorySketch } from '../testing/history.ts';
import { secondsOf, sketchHistory } from '../testing/history.ts';
import { gatherFacts } from './gather.ts';
import type { OptOutLists } from './types.ts';

const NO_LISTS: OptOutLists = { paths: [], authors: [] };

function factsOf(sketch: HistorySketch, row: number, asOf: string, lists = NO_LISTS) {
  return gatherFacts({ history: sketchHistory(sketch), row, asOf: secondsOf(asOf), lists });
}
const saysOf = (facts: ReturnType<typeof factsOf>, kind: string): string[] =>
  facts.filter((fact) => fact.kind === kind).map((fact) => fact.says);

const releases = [
  { name: 'v1.0', day: '2023-01-01' },
  { name: 'v1.1-rc1', day: '2023-02-01', final: false },
  { name: 'v1.1', day: '2023-03-01' },
];

describe('facts about one commit', () => {
  it('follows Fixes to its age, its release and its branches', () => {
    const facts = factsOf(
      {
        releases,
        branches: [
          { name: 'v1.0-stable', began: '2023-01-01' },
          { name: 'v1.1-stable', began: '2023-03-01' },
        ],
        commits: [
          { sha: 'a0', day: '2023-01-20', subject: 'mm: a bug' },
          { sha: 'a1', day: '2023-02-20', fixes: [{ row: 0, id: 'a0', subject: undefined }] },
        ],
      },
      1,
      '2023-06-01',
    );
    expect(saysOf(facts, 'fixes')).toEqual([
      'Fixes a00000000000 ("mm: a bug") of 2023-01-20, 31 days older, first released in v1.1-rc1.',
    ]);
    expect(saysOf(facts, 'fixes-branches')).toEqual([
      'What it fixes, a00000000000 ("mm: a bug"), is in 1 of 2 stable branches: v1.1-stable.',
    ]);
  });

  it('tells one trailer in one fact, and keeps what shows the problem besides', () => {
    const history = sketchHistory({
      commits: [
        { sha: 'a0', day: '2023-01-20' },
        { sha: 'a1', day: '2023-02-20', fixes: [{ row: 0, id: 'a0', subject: undefined }] },
      ],
    });
    const reportsOf = (body: string): readonly string[] => {
      const view = sketchChange({ subject: 'x: mend it', body });
      const change = { view, maintainers: undefined };
      const facts = gatherFacts({ history, row: 1, asOf: secondsOf('2023-06-01'), lists: NO_LISTS, change });
      expect(facts.find(({ kind }) => kind === 'stable-rules')?.detail?.join()).toContain('it shows a Fixes: trailer');
      return saysOf(facts, 'nature-reported');
    };
    const fixes = 'Fixes: a00000000000 ("mm: a bug")\n';
    expect(reportsOf(`Words.\n\n${fixes}`)).toEqual([]);
    expect(reportsOf(`Words.\n\nCall Trace:\n a+0x1/0x2\n\n${fixes}`)).toEqual([
      'Points at a real problem: a trace or log of the failure.',
    ]);
  });

  it('says so when what it fixes is not in the history', () => {
    const facts = factsOf(
      { commits: [{ sha: 'a1', day: '2023-02-20', fixes: [{ row: undefined, id: 'dead', subject: 'gone' }] }] },
      0,
      '2023-06-01',
    );
    expect(saysOf(facts, 'fixes')[0]).toContain('dead ("gone"), which is not among the commits of this history');
  });

  it('finds repairs of repairs and reverts, but none from after the day asked about', () => {
    const sketch: HistorySketch = {
      branches: [{ name: 's-1', began: '2022-01-01', picks: { 2: '2023-05-01' } }],
      commits: [
        { sha: 'a0', day: '2023-01-20' },
        { sha: 'a1', day: '2023-02-01', fixes: [{ row: 0, id: 'a0', subject: undefined }] },
        { sha: 'a2', day: '2023-03-01', fixes: [{ row: 1, id: 'a1', subject: undefined }] },
        { sha: 'a3', day: '2023-08-01', isRevert: true, reverts: [0] },
      ],
    };
    expect(saysOf(factsOf(sketch, 0, '2023-06-01'), 'follow-up')).toEqual([
      'Repaired later: a10000000000 ("commit a1") of 2023-02-01 fixes it; in no stable branch yet.',
      'Repaired later: a20000000000 ("commit a2") of 2023-03-01 fixes a10000000000 ("commit a1"); also in s-1.',
    ]);
    expect(saysOf(factsOf(sketch, 0, '2023-08-02'), 'follow-up')).toContainEqual(
      'Reverted later: a30000000000 ("commit a3") of 2023-08-01 reverts it; in no stable branch yet.',
    );
    expect(saysOf(factsOf(sketch, 0, '2023-01-21'), 'follow-up')).toEqual([]);
  });

  it("counts the same author's commits of two days on both sides and marks those of the same posting", () => {
    const link = (n: number) => [['link', `https://example.org/r/20230501120000.77-${n}-ada@example.org`]] as const;
    const sketch: HistorySketch = {
      commits: [
        { sha: 'a0', day: '2023-05-01', trailers: link(1) },
        { sha: 'a1', day: '2023-05-02', trailers: link(2) },
        { sha: 'a2', day: '2023-05-04' },
        { sha: 'a3', day: '2023-05-04', authorEmail: 'bob@example.org' },
        { sha: 'a4', day: '2023-05-09' },
      ],
    };
    const facts = factsOf(sketch, 1, '2023-06-01');
    expect(saysOf(facts, 'same-author')[0]).toMatch(/^2 other commits by the same author were committed within 2 days/);
    expect(saysOf(facts, 'series')[0]).toContain('1 other commit of the same posting, a00000000000');
    expect(saysOf(factsOf(sketch, 1, '2023-05-03'), 'same-author')[0]).toMatch(/^1 other commit /);
  });

  it('tells soak and release as of the day', () => {
    const sketch: HistorySketch = { releases, commits: [{ sha: 'a0', day: '2023-01-20' }] };
    expect(saysOf(factsOf(sketch, 0, '2023-01-23'), 'soak')).toEqual([
      'In mainline for 3 days on 2023-01-23; no release has it yet.',
    ]);
    expect(saysOf(factsOf(sketch, 0, '2023-02-10'), 'soak')[0]).toContain('first in v1.1-rc1, in no final release yet');
    expect(saysOf(factsOf(sketch, 0, '2023-04-10'), 'soak')[0]).toContain('first in v1.1-rc1, final in v1.1');
  });

  it('honours the opt-outs of the message, the authors and the paths', () => {
    const stable = [
      {
        address: 'stable+noautosel@kernel.org',
        note: 'needs a new tool',
        since: undefined,
        prerequisite: undefined,
        noAutosel: true,
      },
    ];
    const sketch: HistorySketch = {
      commits: [{ sha: 'a0', day: '2023-01-20', stable, paths: ['fs/xfs/a.c', 'mm/b.c'] }],
    };
    const kinds = factsOf(sketch, 0, '2023-02-01', { paths: ['fs/xfs/'], authors: ['ADA@example.org'] }).map(
      (fact) => fact.id,
    );
    expect(kinds.slice(0, 3)).toEqual(['opt-out-trailer-1', 'opt-out-author-1', 'opt-out-path-1']);
  });

  it('names only commands with ids in its sources, whatever a subject holds', () => {
    const nasty = '$(rm -rf ~); `x` \u202eevil\u001b[31m';
    const facts = factsOf(
      {
        commits: [
          { sha: 'a0', day: '2023-01-20', subject: nasty },
          { sha: 'a1', day: '2023-01-21', subject: nasty, fixes: [{ row: 0, id: 'a0', subject: nasty }] },
        ],
      },
      1,
      '2023-02-01',
    );
    for (const fact of facts) {
      expect(fact.source).toMatch(/^git [\w\s;=%,.-]+$/);
      expect(fact.says).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });

  it('gives every fact of a commit its own id', () => {
    const facts = factsOf(
      {
        commits: [
          {
            sha: 'a0',
            day: '2023-01-20',
            fixes: [1, 2].map((n) => ({ row: undefined, id: `${n}`, subject: undefined })),
          },
        ],
      },
      0,
      '2023-02-01',
    );
    expect(new Set(facts.map((fact) => fact.id)).size).toBe(facts.length);
    expect(facts.map((fact) => fact.id)).toContain('fixes-2');
  });
});
