import { describe, expect, it } from 'vitest';
import { shaOf, sketchLink } from '../../testing/links.ts';
import type { LinkSketch } from '../../testing/links.ts';
import { mapUpstream } from './index.ts';
import type { BranchCommits, UpstreamMap } from './index.ts';

const MAINLINE: readonly LinkSketch[] = [
  { name: 'm0', subject: 'before the branch' },
  { name: 'm1', subject: 'fix one' },
  { name: 'm2', subject: 'fix two' },
  { name: 'm3', subject: 'update the list' },
  { name: 'm4', subject: 'update the list' },
  { name: 'm5', subject: 'before the branch' },
];

function branch(name: string, commits: readonly LinkSketch[]): BranchCommits {
  return { name, commits: commits.map(sketchLink), contains: Uint8Array.of(1, 0, 0, 0, 0, 0) };
}

const mapOn = (...branches: BranchCommits[]): UpstreamMap => mapUpstream(MAINLINE.map(sketchLink), branches);
const mapOne = (commit: Omit<LinkSketch, 'name'>): UpstreamMap => mapOn(branch('1.0', [{ name: 's', ...commit }]));
const rowsOf = (map: UpstreamMap): readonly (readonly [number, string])[] =>
  map.picks.map(({ row, how }) => [row, how]);
const id = (name: string, digits = 40): string => shaOf(name).slice(0, digits);

describe('a reference', () => {
  it.each([
    ['brackets', `[ upstream commit ${id('m1')} ]`],
    ['brackets without spaces', `[upstream commit ${id('m1', 12)}]`],
    ['brackets of Linux', `[ Upstream commit ${id('m1')} ]`],
    ['the line of Linux', `commit ${id('m1')} upstream.`],
    ['a bare line', `Upstream commit ${id('m1')}`],
    ['cherry-pick -x', `(cherry picked from commit ${id('m1')})`],
    ['a hyphen', `(cherry-picked from commit ${id('m1', 16)})`],
    ['master commit', `master commit: ${id('m1')}`],
    ['master commit id', `master-commit-id: ${id('m1')}`],
    ['a backport line in brackets', `[ backported from upstream commit ${id('m1')} ]`],
    ['a backport sentence', `This is a backport of commit ${id('m1', 12)}.`],
  ])('is followed as %s', (_, line) => {
    expect(rowsOf(mapOne({ subject: 'reworded', body: `Why.\n\n${line}\n` }))).toEqual([[1, 'reference']]);
  });

  it('may be one of several', () => {
    const body = `(cherry picked from commit ${id('m1')})\n(cherry picked from commit ${id('m2', 10)})\n`;
    expect(rowsOf(mapOne({ body }))).toEqual([
      [1, 'reference'],
      [2, 'reference'],
    ]);
  });

  it('is followed through stable commits, in whatever order branches are', () => {
    const newer = branch('2.0', [{ name: 's2', subject: 'x', body: `[ upstream commit ${id('m2')} ]` }]);
    const older = branch('1.0', [{ name: 's1', subject: 'y', body: `(cherry picked from commit ${id('s2')})` }]);
    const oldest = branch('0.9', [{ name: 's0', subject: 'z', body: `(cherry picked from commit ${id('s1')})` }]);
    expect(rowsOf(mapOn(oldest, older, newer))).toEqual([
      [2, 'reference-chain'],
      [2, 'reference-chain'],
      [2, 'reference'],
    ]);
  });

  it('to mainline decides alone when the message names stops on the way too', () => {
    const other = branch('2.0', [{ name: 's2', subject: 'x', body: `[ upstream commit ${id('m2')} ]` }]);
    const body = `(cherry picked from commit ${id('m1')})\n(cherry picked from commit ${id('s2')})\n`;
    expect(rowsOf(mapOn(branch('1.0', [{ name: 's1', body }]), other))).toContainEqual([1, 'reference']);
    expect(rowsOf(mapOn(branch('1.0', [{ name: 's1', body }]), other))).toHaveLength(2);
  });

  it('in a ring leads nowhere and ends', () => {
    const a = { name: 'a', subject: 'a', body: `(cherry picked from commit ${id('b')})` };
    const b = { name: 'b', subject: 'b', body: `(cherry picked from commit ${id('a')})` };
    expect(rowsOf(mapOn(branch('1.0', [a, b])))).toEqual([]);
  });

  it('to what is not here is unknown, not a commit of its own', () => {
    const map = mapOne({ body: `[ upstream commit ${id('elsewhere')} ]` });
    expect(map.outcomes).toEqual([[{ kind: 'unknown' }]]);
    expect(map.counts[0]).toMatchObject({ unknown: 1, own: 0 });
  });

  it('to what is not here is repaired by the subject', () => {
    expect(rowsOf(mapOne({ subject: 'Fix  One', body: `[ upstream commit ${id('elsewhere')} ]` }))).toEqual([
      [1, 'subject'],
    ]);
  });

  it('to what the branch had from the start is no pick', () => {
    expect(mapOne({ body: `[ upstream commit ${id('m0')} ]` }).picks).toEqual([]);
  });
});

describe('without a reference', () => {
  it('a subject that mainline has once behind the merge base is followed', () => {
    expect(rowsOf(mapOne({ subject: 'fix two' }))).toEqual([[2, 'subject']]);
    expect(rowsOf(mapOne({ subject: 'before the branch' }))).toEqual([[5, 'subject']]);
  });

  it('the patch chooses among equal subjects', () => {
    expect(rowsOf(mapOne({ subject: 'update the list', patch: 'patch of m4' }))).toEqual([[4, 'subject']]);
  });

  it('the author and his date choose among equal subjects', () => {
    const mainline = [
      { name: 'a', subject: 'again', time: 1 },
      { name: 'b', subject: 'again', time: 2 },
    ];
    const stable = branch('1.0', [{ name: 's', subject: 'again', time: 2, author: 'b@example.org', patch: 'changed' }]);
    const map = mapUpstream(mainline.map(sketchLink), [{ ...stable, contains: new Uint8Array(2) }]);
    expect(rowsOf(map)).toEqual([[1, 'subject']]);
  });

  it.each([
    ['same', 100],
    ['other', 30],
  ])('a mainline commit with %s patch that came more than %i days later is another one', (patch, days) => {
    const pair = (late: number): UpstreamMap => {
      const stable = branch('1.0', [{ name: 's', subject: 'set the version', time: 1, patch: 'same' }]);
      const mainline = [sketchLink({ name: 'm', subject: 'set the version', time: 1 + late, patch })];
      return mapUpstream(mainline, [{ ...stable, contains: new Uint8Array(1) }]);
    };
    expect(rowsOf(pair(days * 86_400))).toEqual([[0, 'subject']]);
    expect(pair(days * 86_400 + 1).outcomes).toEqual([[{ kind: 'own' }]]);
  });

  it('equal subjects alone prove nothing', () => {
    expect(mapOne({ subject: 'update the list' }).outcomes).toEqual([[{ kind: 'own' }]]);
  });

  it('the patch alone is followed when only one commit has it', () => {
    expect(rowsOf(mapOne({ subject: 'renamed', patch: 'patch of m2' }))).toEqual([[2, 'patch-id']]);
    expect(mapOne({ subject: 'renamed', patch: 'patch of m0' }).picks).toEqual([]);
    expect(mapOne({ subject: 'renamed', patch: '' }).picks).toEqual([]);
  });
});

describe('a revert on a stable branch', () => {
  const taken = { name: 's1', subject: 'fix one', body: `[ upstream commit ${id('m1')} ]`, time: 10 };
  const undo = (name: string, target: string, subject: string, time: number): LinkSketch => ({
    name,
    subject: `Revert "${subject}"`,
    body: `This reverts commit ${id(target)}.\n`,
    time,
  });
  const revertedAt = (...commits: LinkSketch[]): readonly (number | undefined)[] =>
    mapOn(branch('1.0', commits)).picks.map((pick) => pick.revertedAt);

  it('takes the decision back', () => {
    expect(revertedAt(taken, undo('r', 's1', 'fix one', 20))).toEqual([20]);
  });

  it('takes it back by subject when no id is said, or an unknown one', () => {
    expect(revertedAt(taken, { name: 'r', subject: 'Revert "fix one"', time: 20 })).toEqual([20]);
    expect(revertedAt(taken, undo('r', 'nowhere', 'fix one', 20))).toEqual([20]);
  });

  it('takes it back when it names the mainline commit', () => {
    expect(revertedAt(taken, undo('r', 'm1', 'something else', 20))).toEqual([20]);
  });

  it('is itself taken back by a revert of the revert, and that again', () => {
    const r1 = undo('r1', 's1', 'fix one', 20);
    const r2 = undo('r2', 'r1', 'Revert "fix one"', 30);
    const r3 = undo('r3', 'r2', 'Revert "Revert "fix one""', 40);
    expect(revertedAt(taken, r1, r2)).toEqual([undefined]);
    expect(revertedAt(taken, r1, r2, r3)).toEqual([40]);
  });

  it('of another branch changes nothing here', () => {
    const map = mapOn(branch('1.0', [taken]), branch('2.0', [undo('r', 's1', 'some other', 20)]));
    expect(map.picks.map((pick) => pick.revertedAt)).toEqual([undefined]);
  });

  it('that quotes the upstream line of its target is no second pick', () => {
    const body = `This reverts commit ${id('s1')}.\n\ncommit ${id('s1')}\n\n    [ upstream commit ${id('m1')} ]\n`;
    const map = mapOn(branch('1.0', [taken, { name: 'r', subject: 'Revert "fix one"', body, time: 20 }]));
    expect(map.picks).toHaveLength(1);
    expect(map.picks[0]).toMatchObject({ stableSha: shaOf('s1'), revertedAt: 20 });
  });

  it('before the commit that it names changes nothing', () => {
    expect(revertedAt(undo('r', 's1', 'fix one', 5), taken)).toEqual([undefined]);
  });
});
