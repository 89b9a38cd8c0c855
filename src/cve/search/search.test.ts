import { describe, expect, it } from 'vitest';
import { idOf, PAIRS } from '../../testing/cve.ts';
import { parseCveId } from '../id.ts';
import { buildCveIndex, listHits } from './index.ts';

const id = parseCveId('CVE-2021-46959');
const other = parseCveId('CVE-2024-1000');
const index = buildCveIndex([
  ...listHits(
    { id, state: 'published', names: [] },
    { sha1: `${idOf('3')}\n`, dyad: PAIRS, vulnerable: `${idOf('B')}\n` },
  ),
  ...listHits({ id: other, state: 'rejected', names: [] }, { sha1: `${idOf('b')}\n` }),
]);

describe('a search', () => {
  it('finds a CVE by its mainline fix, by a copy of it and by what brought the fault', () => {
    expect(index.ofCommit('3333')).toEqual([
      { id, state: 'published', role: 'fix', commit: idOf('3'), version: '5.13' },
    ]);
    expect(index.ofCommit(idOf('1'))).toMatchObject([{ role: 'backport', version: '5.4.119' }]);
    expect(index.ofCommit('aaaaaaa')).toMatchObject([{ role: 'introduced', version: '5.4.80' }]);
  });

  it('gives every CVE of a commit, fixes first', () => {
    expect(index.ofCommit('bbbb').map((hit) => [hit.id, hit.role])).toEqual([
      [other, 'fix'],
      [id, 'vulnerable'],
    ]);
  });

  it('gives the commits of a CVE, and nothing for one that is not there', () => {
    expect(index.ofCve(id)?.map(({ role }) => role)).toEqual([
      ...['fix', 'backport', 'backport', 'vulnerable', 'introduced', 'introduced'],
    ]);
    expect(index.ofCve(parseCveId('CVE-2024-1001'))).toBeUndefined();
    expect(index.ofCommit('4')).toEqual([]);
  });

  it('names a file that does not parse', () => {
    expect(() => listHits({ id, state: 'published', names: [] }, { dyad: 'what is this\n' })).toThrow(
      /CVE-2021-46959\.dyad has a line that is no pair: "what is this"/,
    );
  });
});
