import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shaOf } from '../../testing/links.ts';
import { sketchReview } from '../../testing/reviews.ts';
import { DAY, sketchBranch, sketchPick, sketchValues } from '../../testing/history-values.ts';
import { buildHistory } from './build.ts';
import { hearAll } from './hear-all.ts';

describe('rows', () => {
  it('are in order of commit time and id, however the values came', () => {
    const commits = ['a', 'b', 'c', 'd', 'e'].map((name, at) => ({ name, day: at >>> 1 }));
    const values = sketchValues({ commits });
    const expected = buildHistory(values).commits.map(({ sha }) => sha);
    fc.assert(
      fc.property(fc.shuffledSubarray([...values.commits], { minLength: 5 }), (shuffled) => {
        expect(buildHistory({ ...values, commits: shuffled }).commits.map(({ sha }) => sha)).toEqual(expected);
      }),
    );
  });

  it('are found by id and by time', () => {
    const history = buildHistory(sketchValues({ commits: [1, 2, 3, 4].map((day) => ({ name: `c${day}`, day })) }));
    expect(history.rowOf(shaOf('c3'))).toBe(2);
    expect(history.rowOf(shaOf('nobody'))).toBeUndefined();
    expect(history.between(2 * DAY, 4 * DAY)).toEqual({ from: 1, to: 3 });
    expect(history.between(9 * DAY, 10 * DAY)).toEqual({ from: 4, to: 4 });
  });

  it('name their first release, or none', () => {
    const values = sketchValues({
      commits: [
        { name: 'a', day: 1, release: 'v2' },
        { name: 'b', day: 2 },
      ],
    });
    const releases = ['v1', 'v2'].map((name, at) => ({ name, time: at, final: true }));
    expect(buildHistory({ ...values, releases }).commits.map(({ release }) => release)).toEqual([1, -1]);
  });

  it('keep trailers with lower-case keys', () => {
    const body = 'Text.\n\nReviewed-By: Rae <rae@example.org>\n';
    const history = buildHistory(sketchValues({ commits: [{ name: 'a', day: 1, body }] }));
    expect(history.commits[0]?.trailers).toEqual([['reviewed-by', 'Rae <rae@example.org>']]);
  });
});

describe('a sentence that blames a commit', () => {
  it('leads to that earlier commit, by id or by subject, and never to a later one', () => {
    const id = (name: string): string => shaOf(name).slice(0, 12);
    const history = buildHistory(
      sketchValues({
        commits: [
          { name: 'a2', day: 1, subject: 'net: rework the thing' },
          { name: 'f', day: 2, body: `It was broken by commit ${id('a2')} and by ${id('z9')}.\n` },
          { name: 'g', day: 3, subject: 'fixup! net: rework the thing' },
          { name: 'h', day: 4, body: `Commit 0123456789ab ("net: rework the thing") broke it.\n` },
          { name: 'z9', day: 5 },
        ],
      }),
    );
    expect(history.commits.map(({ blamed }) => blamed)).toEqual([[], [0], [0], [0], []]);
  });
});

describe('a Fixes line', () => {
  const rowsFixed = (line: string, extra: { readonly copies?: boolean } = {}): readonly (number | undefined)[] => {
    const commits = [
      { name: 'a', day: 1, subject: 'add the thing' },
      { name: 'b', day: 2, subject: 'say it twice' },
      { name: 'c', day: 3, subject: 'say it twice' },
      { name: 'f', day: 4, subject: 'fix the thing', body: `Text.\n\n${line}\n` },
      { name: 'later', day: 5, subject: 'not yet there' },
    ];
    const picks = extra.copies === true ? [{ name: 'b', day: 3 }] : [];
    return buildHistory(sketchValues({ commits, picks })).commits[3].fixes.map(({ row }) => row);
  };
  const id = (name: string, digits = 12): string => shaOf(name).slice(0, digits);

  it('is resolved by its abbreviated id', () => {
    expect(rowsFixed(`Fixes: ${id('a')} ("whatever it says")`)).toEqual([0]);
  });

  it('with a wrong id is repaired by a subject that mainline had once before', () => {
    expect(rowsFixed('Fixes: 123456789abc ("add the thing")')).toEqual([0]);
    expect(rowsFixed('Fixes: 123456789abc ("say it twice")')).toEqual([undefined]);
    expect(rowsFixed('Fixes: 123456789abc ("not yet there")')).toEqual([undefined]);
  });

  it('that names a stable copy is mapped to mainline', () => {
    const copy = sketchPick({ name: 'b', day: 3 }).stableSha.slice(0, 12);
    expect(rowsFixed(`Fixes: ${copy} ("say it twice")`, { copies: true })).toEqual([1]);
    expect(rowsFixed(`Fixes: ${copy} ("say it twice")`)).toEqual([undefined]);
  });

  it('keeps what was written when its target is not here', () => {
    const body = 'Text.\n\nFixes: 123456789abc ("of another tree")\n';
    const history = buildHistory(sketchValues({ commits: [{ name: 'f', day: 1, body }] }));
    expect(history.commits[0]?.fixes).toEqual([{ row: undefined, id: '123456789abc', subject: 'of another tree' }]);
  });
});

describe('a revert', () => {
  it('is resolved by id, else by subject, and is one even when its target is not here', () => {
    const history = buildHistory(
      sketchValues({
        commits: [
          { name: 'a', day: 1, subject: 'add it' },
          { name: 'b', day: 2, subject: 'add that' },
          { name: 'r', day: 3, subject: 'Revert "add it"', body: `This reverts commit ${shaOf('a')}.\n` },
          { name: 's', day: 4, subject: 'Revert "add that"' },
          { name: 't', day: 5, subject: 'Revert "somewhere else"' },
        ],
      }),
    );
    expect(history.commits.map(({ reverts, isRevert }) => [...reverts, isRevert])).toEqual([
      [false],
      [false],
      [0, true],
      [1, true],
      [true],
    ]);
  });
});

describe('picks', () => {
  it('are sorted by the day they became known, whatever the branch', () => {
    const picks = [
      { name: 'a', branch: 1, day: 9 },
      { name: 'a', branch: 0, day: 30, reverted: 40 },
      { name: 'a', branch: 0, day: 5 },
    ];
    const branches = [sketchBranch('1.0', 0), sketchBranch('2.0', 0)];
    const history = buildHistory(sketchValues({ commits: [{ name: 'a', day: 1 }], picks, branches }));
    expect(history.picks(0).map(({ knownSince }) => knownSince / DAY)).toEqual([5, 9, 30]);
    expect(history.picks(7)).toEqual([]);
    expect(history.mainlineRowOf(sketchPick(picks[0]).stableSha)).toBe(0);
  });
});

describe('what people said', () => {
  const values = sketchValues({ commits: [{ name: 'a', day: 1 }], picks: [{ name: 'a', day: 90, reverted: 95 }] });
  const reviews = [
    sketchReview({ commit: shaOf('a'), at: 50 * DAY }),
    sketchReview({ commit: shaOf('a'), at: 2000 * DAY, answer: 'accept' }),
  ];
  const history = buildHistory({ ...values, reviews });

  it('decides from its day on, until a branch takes the commit', () => {
    expect([49, 50, 90, 96].map((day) => history.decision(0, day * DAY))).toEqual(['undecided', 'no', 'yes', 'no']);
    expect(history.reviews(0, 49 * DAY)).toEqual([]);
  });

  it('counts no earlier than it was said, where somebody names the last day of the history or one after it', () => {
    for (const day of [history.end, history.end + DAY, 1999 * DAY]) {
      expect(history.reviews(0, day)).toHaveLength(1);
      expect(history.decision(0, day)).toBe('no');
    }
    expect(history.decision(0, 2000 * DAY)).toBe('yes');
  });

  it('counts as a whole where nobody names a day, for people answer later than the newest commit', () => {
    const all = hearAll(history);
    expect(all.reviews(0, all.end)).toHaveLength(2);
    expect(all.decision(0, all.end)).toBe('yes');
    expect(all.reviews(0, all.end - 1)).toHaveLength(1);
    expect(hearAll(buildHistory(sketchValues({ commits: [{ name: 'a', day: 1 }] }))).decision(0, 1000 * DAY)).toBe(
      'undecided',
    );
  });
});

describe('a decision', () => {
  const commits = [
    { name: 'old', day: 1 },
    { name: 'a', day: 10 },
    { name: 'b', day: 20 },
    { name: 'c', day: 200 },
  ];
  const decide = (picks: Parameters<typeof sketchPick>[0][], row: number, day: number): string =>
    buildHistory(sketchValues({ commits, picks, branches: [sketchBranch('1.0', 5)] })).decision(row, day * DAY);

  it('is yes from the day that a branch took it, until it took it back', () => {
    const picks = [{ name: 'a', day: 30, reverted: 50 }];
    expect([29, 30, 49, 50].map((day) => decide(picks, 1, day))).toEqual(['undecided', 'yes', 'yes', 'undecided']);
  });

  it('is yes as long as one branch holds it', () => {
    expect(
      decide(
        [
          { name: 'a', day: 30, reverted: 50 },
          { name: 'a', day: 40 },
        ],
        1,
        60,
      ),
    ).toBe('yes');
  });

  it('is no once a branch took a later commit, 100 days after this one', () => {
    const picks = [{ name: 'c', day: 210 }];
    expect([209, 210].map((day) => decide(picks, 1, day))).toEqual(['undecided', 'no']);
  });

  it('is not no because of a later commit that came before the 100 days', () => {
    expect(decide([{ name: 'b', day: 109 }], 1, 500)).toBe('undecided');
    expect(decide([{ name: 'b', day: 110 }], 1, 500)).toBe('no');
  });

  it('is not no because of an older commit', () => {
    expect(decide([{ name: 'a', day: 400 }], 2, 500)).toBe('undecided');
  });

  it('is not asked of branches that had the commit from the start', () => {
    expect(decide([{ name: 'c', day: 210 }], 0, 500)).toBe('undecided');
  });

  it('waits as long as it is told', () => {
    const values = sketchValues({ commits, picks: [{ name: 'b', day: 40 }], branches: [sketchBranch('1.0', 5)] });
    expect(buildHistory({ ...values, patience: 30 * DAY }).decision(1, 40 * DAY)).toBe('no');
  });

  it('agrees with the rule spelled out, for any picks', () => {
    const pick = fc.record({ row: fc.nat(9), branch: fc.nat(1), day: fc.integer({ min: 1, max: 400 }) });
    fc.assert(
      fc.property(
        fc.array(pick, { maxLength: 12 }),
        fc.nat(9),
        fc.integer({ min: 0, max: 420 }),
        (picks, row, asOf) => {
          const days = Array.from({ length: 10 }, (_, at) => at * 15);
          const values = sketchValues({
            commits: days.map((day, at) => ({ name: `c${at}`, day })),
            picks: picks.map((one) => ({ name: `c${one.row}`, branch: one.branch, day: one.day })),
            branches: [sketchBranch('1.0', 20), sketchBranch('2.0', 50)],
          });
          const took = picks.some((one) => one.row === row && one.day <= asOf);
          const lacks = (branch: number): boolean => days[row] > (branch === 0 ? 20 : 50);
          const passed = picks.some(
            (one) => lacks(one.branch) && one.row > row && one.day >= days[row] + 100 && one.day <= asOf,
          );
          expect(buildHistory(values).decision(row, asOf * DAY)).toBe(took ? 'yes' : passed ? 'no' : 'undecided');
        },
      ),
    );
  });
});
