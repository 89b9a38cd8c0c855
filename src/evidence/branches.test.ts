import { describe, expect, it } from 'vitest';
import type { CommitSketch } from '../testing/history.ts';
import { secondsOf, sketchHistory } from '../testing/history.ts';
import type { Sha } from '../git/index.ts';
import { answerBranches } from './branches.ts';
import type { Observation } from './observation.ts';

const branches = [
  { name: 'linux-5.10.y', began: '2020-12-13', picks: { 1: '2023-03-01' } },
  { name: 'linux-6.1.y', began: '2022-12-11', picks: { 1: '2023-02-01' }, reverted: { 1: '2023-06-01' } },
];

/** Row 0: old bug; row 1: picked; row 2: never picked; row 3: the commit asked about. */
function answersFor(asked: Partial<CommitSketch>, asOf = '2024-01-01') {
  const history = sketchHistory({
    commits: [
      { sha: 'a0', day: '2021-06-01' },
      { sha: 'a1', day: '2023-01-05' },
      { sha: 'a2', day: '2023-01-06' },
      { sha: 'a3', day: '2023-07-01', ...asked },
    ],
    branches,
  });
  const answers = answerBranches({ history, row: 3, asOf: secondsOf(asOf), onto: [] });
  return Object.fromEntries(answers.map(({ branch, answer }) => [branch, answer]));
}
const fixing = (...rows: (number | undefined)[]): Partial<CommitSketch> => ({
  fixes: rows.map((row) => ({ row, id: 'abc', subject: undefined })),
});
const stableSince = (since: string): Partial<CommitSketch> => ({
  stable: [{ address: 'stable@example.org', note: `${since}+`, since, prerequisite: undefined, noAutosel: false }],
});

describe('which branches need a commit', () => {
  it('takes it where the fixed commit was before the branch began, and not where it came later', () => {
    expect(answersFor(fixing(0))).toEqual({ 'linux-5.10.y': 'not affected', 'linux-6.1.y': 'take' });
  });

  it('takes it where the fixed commit was picked, and not where that pick was taken back', () => {
    expect(answersFor(fixing(1))).toEqual({ 'linux-5.10.y': 'take', 'linux-6.1.y': 'not affected' });
    expect(answersFor({ day: '2023-03-20', ...fixing(1) }, '2023-04-01')).toEqual({
      'linux-5.10.y': 'take',
      'linux-6.1.y': 'take',
    });
  });

  it('says not affected only when every fixed commit is known and absent', () => {
    expect(answersFor(fixing(2))).toEqual({ 'linux-5.10.y': 'not affected', 'linux-6.1.y': 'not affected' });
    expect(answersFor(fixing(2, undefined))).toEqual({ 'linux-5.10.y': 'unknown', 'linux-6.1.y': 'unknown' });
  });

  it('waits on a branch with a soak time of its own where others take it', () => {
    const history = sketchHistory({
      commits: [
        { sha: 'a0', day: '2020-01-01' },
        { sha: 'a1', day: '2023-07-01', ...fixing(0) },
      ],
      branches: branches.map(({ name, began }) => ({ name, began })),
    });
    const soakDaysOn = (branch: string): number | undefined => (branch === 'linux-5.10.y' ? 21 : undefined);
    const question = { history, row: 1, asOf: secondsOf('2023-07-11'), onto: [], soakDays: 7, soakDaysOn };
    expect(answerBranches(question).map(({ says }) => says)).toEqual(['wait: 10 days old', 'take']);
  });

  it('treats what a revert takes back as what it mends', () => {
    expect(answersFor({ isRevert: true, reverts: [0] })).toEqual({
      'linux-5.10.y': 'not affected',
      'linux-6.1.y': 'take',
    });
  });

  it('follows the versions of a stable tag when no fixed commit is known', () => {
    expect(answersFor(stableSince('5.15'))).toEqual({ 'linux-5.10.y': 'not affected', 'linux-6.1.y': 'take' });
    expect(answersFor({ ...stableSince('5.15'), ...fixing(2) })['linux-6.1.y']).toBe('not affected');
  });

  it('says unknown when the message names nothing', () => {
    expect(answersFor({})).toEqual({ 'linux-5.10.y': 'unknown', 'linux-6.1.y': 'unknown' });
  });

  it('says already there for a pick and for a commit older than the branch, each with its proof', () => {
    const history = sketchHistory({
      commits: [
        { sha: 'a0', day: '2021-06-01' },
        { sha: 'a1', day: '2023-01-05' },
      ],
      branches,
    });
    const whys = [0, 1].map(
      (row) => answerBranches({ history, row, asOf: secondsOf('2023-04-01'), onto: ['linux-6.1.y'] })[0],
    );
    expect(whys.map((answer) => answer?.answer)).toEqual(['already there', 'already there']);
    expect(whys[0]?.why).toBe('part of mainline before linux-6.1.y began on 2022-12-11');
    expect(whys[1]?.why).toBe('taken as c11000000000 ("commit a1") on 2023-02-01');
  });

  it('leaves a pick that was taken back to a person, and does not know of it before its day', () => {
    const history = sketchHistory({
      commits: [
        { sha: 'a0', day: '2021-06-01' },
        { sha: 'a1', day: '2023-01-05' },
      ],
      branches,
    });
    const on = (day: string) => answerBranches({ history, row: 1, asOf: secondsOf(day), onto: ['linux-6.1.y'] })[0];
    expect(on('2023-07-01')?.answer).toBe('unknown');
    expect(on('2023-07-01')?.why).toContain('taken back on 2023-06-01');
    expect(on('2023-01-20')?.why).toBe('the message does not say what it fixes');
  });

  it('takes what an older branch took', () => {
    const history = sketchHistory({
      commits: [{ sha: 'a1', day: '2023-01-05' }],
      branches: [
        { name: 'linux-5.10.y', began: '2020-12-13', picks: { 0: '2023-03-01' } },
        { name: 'linux-6.1.y', began: '2022-12-11' },
      ],
    });
    const answer = answerBranches({ history, row: 0, asOf: secondsOf('2023-04-01'), onto: ['linux-6.1.y'] })[0];
    expect(answer?.answer).toBe('take');
    expect(answer?.why).toContain('linux-5.10.y');
  });

  it('hands what a conflict and a lack rest on to programs, and nothing where there is none', () => {
    const [at, made] = ['a1', 'b2'].map((start) => start.padEnd(40, '0') as Sha);
    const history = sketchHistory({ commits: [{ sha: at, day: '2023-01-05' }], branches });
    const seen = { tip: at, first: [], images: undefined, pick: undefined, chain: undefined, lacks: undefined };
    const answer = (observation: Observation): object =>
      answerBranches({
        ...{ history, row: 0, asOf: secondsOf('2023-04-01'), onto: ['linux-6.1.y'] },
        observe: () => observation,
      })[0];
    expect(answer({ ...seen, chain: { kind: 'fails', missing: [made] } })).toMatchObject({ missing: [made] });
    const lacks = [{ name: 'safe_value', from: made }];
    expect(answer({ ...seen, lacks })).toMatchObject({ lacks });
    expect(Object.keys(answer({ ...seen, lacks: [], chain: { kind: 'fails', missing: [] } }))).not.toContain('missing');
  });

  it('refuses a branch that is not there and names those that are', () => {
    const history = sketchHistory({ commits: [{ sha: 'a1', day: '2023-01-05' }], branches });
    expect(() => answerBranches({ history, row: 0, asOf: 0, onto: ['linux-9.9.y'] })).toThrow(
      /linux-9\.9\.y; there are: linux-5\.10\.y and linux-6\.1\.y/,
    );
  });
});
