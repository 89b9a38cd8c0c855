import { describe, expect, it } from 'vitest';
import type { BranchAnswer } from '../../evidence/index.ts';
import { fullSha, secondsOf, sketchHistory } from '../../testing/history.ts';
import { placeCves, UNNUMBERED } from '../classify/index.ts';
import { standOnBranches } from './branches.ts';
import { findEarlier } from './earlier.ts';
import { indexEarlier } from './index-history.ts';
import { settleAddressing } from './settle.ts';

const target = (row: number) => [{ row, id: undefined, subject: undefined }];
const unknown = (id: string) => [{ row: undefined, id, subject: undefined }];

const history = sketchHistory({
  commits: [
    { sha: 'a0', day: '2024-01-01', subject: 'net: add foo' },
    { sha: 'a1', day: '2024-01-02', subject: 'net: fix foo', fixes: target(0), patchId: 'p1' },
    { sha: 'a2', day: '2024-01-03', subject: 'Revert "net: fix foo"', reverts: [1] },
    { sha: 'a3', day: '2024-01-04', subject: 'Reapply "net: fix foo"', reverts: [2], patchId: 'p3' },
    { sha: 'a4', day: '2024-01-05', subject: 'net: fix foo', patchId: 'p4' },
    { sha: 'a5', day: '2024-01-06', subject: 'net: fix foo more', fixes: target(0) },
    { sha: 'a6', day: '2024-01-07', subject: 'net: fix foo in next', patchId: 'p1' },
    { sha: 'a7', day: '2024-01-08', subject: 'mm: fix bar', fixes: unknown('123456789abc') },
    { sha: 'a8', day: '2024-01-09', subject: 'mm: fix bar again', fixes: unknown('123456789abcdef') },
    { sha: 'a9', day: '2024-01-10', subject: 'fs: fix something else', fixes: unknown('feedfeedfeed') },
  ],
  branches: [{ name: 'linux-6.1.y', began: '2023-12-01', picks: { 1: '2024-01-20', 7: '2024-01-20' } }],
});
const day = secondsOf('2024-06-01');
const known = (id: string, sha: string) => ({
  ...{ id, fixes: [fullSha(sha)], copies: [], introduced: [], knownSince: secondsOf('2024-03-01'), text: undefined },
});
const cves = placeCves(history, [known('CVE-2024-1001', 'a1'), known('CVE-2024-1007', 'a7')]);
const index = indexEarlier(history);
const ask = (row: number, asOf = day) => findEarlier({ index, cves, row, asOf });
const settle = (row: number) => settleAddressing(ask(row), []);

describe('what addressed a vulnerability before', () => {
  it.each([
    [1, 'assigned', 'same commit', 'CVE-2024-1001'],
    [3, 'assigned', 'applied again', 'CVE-2024-1001'],
    [4, 'assigned', 'applied again', 'CVE-2024-1001'],
    [6, 'assigned', 'same patch', 'CVE-2024-1001'],
    [5, 'held', 'same target', 'CVE-2024-1001'],
    [8, 'held', 'same target', 'CVE-2024-1007'],
  ])('row %d is %s: %s of %s', (row, standing, kind, cve) => {
    const found = settle(row);
    expect(found.standing).toBe(standing);
    expect(found.cves).toEqual([cve]);
    expect(found.earlier.find((each) => each.cve !== undefined)?.kind).toBe(kind);
  });

  it('is named by a list that says no number', () => {
    const listed = placeCves(history, [known(UNNUMBERED, 'a1')]);
    const [found] = findEarlier({ index, cves: listed, row: 1, asOf: day });
    expect([found?.says, found?.source, found?.cve]).toEqual([
      expect.stringMatching(/^The list of CVEs names [0-9a-f]{12} \("net: fix foo"\)\.$/),
      'the list of CVEs',
      'a CVE without a number',
    ]);
  });

  it('is nothing for an unrelated fix', () => {
    expect(settle(9)).toMatchObject({ standing: 'new', cves: [], earlier: [] });
  });

  it('is not told by a CVE that was published later', () => {
    expect(settleAddressing(ask(1, secondsOf('2024-02-01')), []).standing).toBe('new');
  });

  it('tells how much another fix of the same commit has in common', () => {
    const functionsOf = (row: number) => (row === 1 || row === 5 ? ['foo_open'] : []);
    const [first] = findEarlier({ index, cves, row: 5, asOf: day, functionsOf });
    expect(first).toMatchObject({ shared: 'function', cve: 'CVE-2024-1001' });
    expect(first.says).toContain('Both change foo_open().');
  });

  it('knows a target by a record whose fix is not here', () => {
    const record = { ...known('CVE-2024-1100', 'e0'), introduced: ['feedfeedfeed'.padEnd(40, '0')] };
    const found = findEarlier({ index, cves: placeCves(history, [record]), row: 9, asOf: day });
    expect(found).toEqual([expect.objectContaining({ kind: 'same target', cve: 'CVE-2024-1100', by: undefined })]);
  });

  it('names the copy that was asked about, and no control characters', () => {
    const asked = fullSha('c01');
    const [first] = findEarlier({ index, cves, row: 1, asOf: day, asked });
    expect(first.says).toBe('CVE-2024-1001 names a10000000000 ("net: fix foo"), which c01000000000 copies.');
  });
});

const answer = (affected: BranchAnswer['affected']): BranchAnswer => ({
  ...{ branch: 'linux-6.1.y', answer: 'take', says: 'take', why: 'it has what this mends', affected },
  ...{ applies: 'clean', prerequisites: [], together: [], conflicts: [] },
});

const stand = (row: number, affected: BranchAnswer['affected'], removal?: { sha: string; subject: string }) =>
  standOnBranches({
    ...{ history, row, asOf: day, answers: [answer(affected)], earlier: ask(row) },
    removals: new Map(removal === undefined ? [] : [['linux-6.1.y', { ...removal, sha: fullSha(removal.sha) }]]),
  })[0];

describe('how it stands on a branch', () => {
  it('is addressed by the copy of the fix, or by the copy of the same patch', () => {
    expect(stand(1, 'affected')).toMatchObject({ state: 'addressed', by: fullSha('c01') });
    expect(stand(6, 'affected')).toMatchObject({ state: 'addressed', by: fullSha('c01') });
    expect(stand(6, 'affected').says).toBe('addressed in linux-6.1.y by c01000000000 (same patch)');
  });

  it('is open where the branch has the fault and nothing of that, a fix of the same target included', () => {
    expect(stand(8, 'affected')).toMatchObject({ state: 'open', by: undefined });
  });

  it('is addressed by what took the lines out', () => {
    expect(stand(8, 'unknown', { sha: 'd1', subject: 'x' }).says).toBe(
      'addressed in linux-6.1.y by d10000000000, which took the lines out that the fix changes',
    );
  });

  it('is not called open where nobody can tell whether the lines were taken out', () => {
    const unread = { unread: 'it took too long' };
    const asked = { ...{ history, row: 8, asOf: day, earlier: ask(8) }, removals: new Map([['linux-6.1.y', unread]]) };
    expect(standOnBranches({ ...asked, answers: [answer('affected')] })[0]).toMatchObject({
      state: 'unknown',
      says: expect.stringContaining('(it took too long)'),
    });
    expect(standOnBranches({ ...asked, answers: [answer('not')] })[0].state).toBe('not affected');
  });

  it('is said for all branches in one line', () => {
    expect(settleAddressing([], [stand(1, 'affected'), { ...stand(8, 'affected'), branch: 'linux-6.6.y' }]).says).toBe(
      'open in linux-6.6.y; addressed in linux-6.1.y by c01000000000',
    );
  });
});
