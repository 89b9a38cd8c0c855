import { describe, expect, it } from 'vitest';
import { idOf, PAIRS } from '../../testing/cve.ts';
import { parsePairs } from '../pairs/index.ts';
import { judgeRelease } from './index.ts';

const scheme = { parts: 2, longer: ['2.6'], zeroIsMainline: false };
const judge = (text: string, release: string) => judgeRelease(parsePairs(text).pairs, release, scheme);
const [a, one, two] = ['a', '1', '2'].map(idOf);

describe('a release', () => {
  it.each([
    ['5.4.79', 'never'],
    ['5.4.80', 'open'],
    ['5.4.119', 'fixed'],
    ['5.9.10', 'never'],
    ['5.9.11', 'open'],
    ['5.9.16', 'open'],
    ['5.10', 'open'],
    ['5.10.36', 'open'],
    ['5.10.37', 'fixed'],
    ['5.11.5', 'open'],
    ['5.13', 'fixed'],
    ['6.6.1', 'fixed'],
    ['4.19.5', 'never'],
  ])('%s is %s', (release, kind) => {
    expect(judge(PAIRS, release).kind).toBe(kind);
  });

  it('has a fault of unknown origin until it is mended', () => {
    const pairs = `0:0:5.10.9:${one}\n0:0:5.13:${two}\n`;
    expect(judge(pairs, '4.4.1')).toEqual({ kind: 'open', since: undefined });
    expect(judge(pairs, '5.10.9').kind).toBe('fixed');
  });

  it('has a fault that came again after a fix', () => {
    const again = `3.1:${a}:4.2:${one}\n5.5:${idOf('b')}:6.1:${two}\n`;
    expect(['4.1', '4.2', '5.4.3', '5.5', '6.1'].map((release) => judge(again, release).kind)).toEqual([
      ...['open', 'fixed', 'fixed', 'open', 'fixed'],
    ]);
  });

  it('counts releases of old mainline by three numbers', () => {
    const old = `2.6.19:${a}:2.6.32.5:${one}\n2.6.19:${a}:3.0:${two}\n`;
    expect(
      ['2.6.18', '2.6.19', '2.6.32', '2.6.32.5', '2.6.39', '3.0'].map((release) => judge(old, release).kind),
    ).toEqual([...['never', 'open', 'open', 'fixed', 'open', 'fixed']]);
  });
});
