import { describe, expect, it } from 'vitest';
import { fullSha, secondsOf, sketchHistory } from '../../testing/history.ts';
import { mayTeach, placeCves, type KnownCve } from './known.ts';
import { parseCveList, parseKnownCve } from './parse-known.ts';

const history = sketchHistory({
  commits: [
    { sha: 'a1', day: '2024-01-01', subject: 'net: fix a leak', paths: ['net/a.c'] },
    { sha: 'a2', day: '2024-01-02', subject: 'mm: same words', paths: ['mm/b.c'] },
    { sha: 'a3', day: '2024-01-03', subject: 'mm: same words', paths: ['mm/b.c'] },
  ],
  branches: [{ name: 'linux-6.1.y', began: '2023-12-01', picks: { 1: '2024-02-01' } }],
});

const cve = (given: Partial<KnownCve>): KnownCve => ({
  ...{ id: 'CVE-2024-1000', fixes: [], copies: [], introduced: [], knownSince: undefined, text: undefined },
  ...given,
});

describe('CVEs in a history', () => {
  it('are found by the id of a fix and by that of a copy', () => {
    const { byRow } = placeCves(history, [
      cve({ fixes: [fullSha('a1')] }),
      cve({ id: 'CVE-2024-1001', fixes: [fullSha('e')], copies: [fullSha('c01')] }),
    ]);
    expect([...byRow].map(([row, of]) => [row, of[0].cve.id])).toEqual([
      [0, 'CVE-2024-1000'],
      [1, 'CVE-2024-1001'],
    ]);
  });

  it('are found by a subject only where one commit has it and touches a file of the record', () => {
    const text = (subject: string, path: string) => ({ subject, body: '', paths: [path] });
    const { byRow, elsewhere } = placeCves(history, [
      cve({ text: text('net: fix  a leak', 'net/a.c') }),
      cve({ id: 'CVE-2024-1002', text: text('net: fix a leak', 'net/other.c') }),
      cve({ id: 'CVE-2024-1003', text: text('mm: same words', 'mm/b.c') }),
    ]);
    expect([...byRow.keys()]).toEqual([0]);
    expect(elsewhere.map(({ id }) => id)).toEqual(['CVE-2024-1002', 'CVE-2024-1003']);
  });

  it('teach from the day they were public, undated ones from the year after that of their id', () => {
    const dated = cve({ knownSince: secondsOf('2024-05-01') });
    expect([mayTeach(dated, secondsOf('2024-04-30')), mayTeach(dated, secondsOf('2024-05-01'))]).toEqual([false, true]);
    expect([mayTeach(cve({}), secondsOf('2024-12-31')), mayTeach(cve({}), secondsOf('2025-01-01'))]).toEqual([
      false,
      true,
    ]);
  });
});

describe('files of a CVE', () => {
  const [fix, copy, target] = ['1', '2', '3'].map((digit) => digit.repeat(40));
  const json = JSON.stringify({
    containers: {
      cna: {
        title: 'net: fix a leak',
        descriptions: [{ value: 'In the product, this has been resolved:\n\nnet: fix a leak\n\nIt leaked.' }],
        affected: [{ programFiles: ['net/a.c'] }, { versions: [{ version: '6.1' }] }],
      },
    },
  });
  const dyad = `6.1:${target}:6.1.5:${copy}\n6.1:${target}:6.3:${fix}\n`;

  it('give fixes, copies, what brought the fault, and the words of the commit', () => {
    expect(parseKnownCve('CVE-2024-1', { sha1: `${fix}\n`, dyad, vulnerable: undefined, json }, 7)).toEqual({
      ...{ id: 'CVE-2024-1', fixes: [fix], copies: [copy], introduced: [target], knownSince: 7 },
      text: { subject: 'net: fix a leak', body: 'It leaked.', paths: ['net/a.c'] },
    });
  });

  it('that are broken are named', () => {
    const files = { sha1: undefined, dyad: undefined, vulnerable: undefined, json: '{' };
    expect(() => parseKnownCve('CVE-2024-1', files, undefined)).toThrow(/CVE-2024-1\.json is no JSON/);
  });
});

describe('a list of commits', () => {
  it('may name the CVE and its day, and notes', () => {
    const [first, second] = ['a', 'b'].map((digit) => digit.repeat(40));
    const found = parseCveList(`# ours\n${first} CVE-2024-77777 2024-06-01\n${second}  # a note\n`, 'list.txt');
    expect(found.map(({ id, knownSince }) => [id, knownSince])).toEqual([
      ['CVE-2024-77777', secondsOf('2024-06-01')],
      ['a CVE without a number', undefined],
    ]);
  });

  it('is refused with the line that is none', () => {
    expect(() => parseCveList('abc123\n', 'list.txt')).toThrow(/list\.txt:1: "abc123" is no full commit id/);
  });
});
