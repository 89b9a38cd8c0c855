import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullSha } from '../testing/history.ts';
import { chooseThreshold } from './threshold.ts';

const usual = { value: 0.2, why: 'one in ten' };

describe('chooseThreshold', () => {
  it('takes what was asked before anything else', () => {
    const chosen = chooseThreshold({ threshold: 0.7, max: undefined, usual }, [
      { sha: fullSha('a'), probability: 0.9 },
    ]);
    expect(chosen).toEqual({ value: 0.7, why: 'as asked' });
  });

  it('takes the usual one when nothing was asked', () => {
    expect(chooseThreshold({ threshold: undefined, max: undefined, usual }, [])).toBe(usual);
  });

  it('with a number of proposals lets that many through, whatever ties there are, the most probable and then the lowest ids', () => {
    const probabilities = fc.array(fc.constantFrom(0, 0.1, 0.3, 0.5, 0.8, 0.99, 1));
    fc.assert(
      fc.property(probabilities, fc.integer({ min: 1, max: 9 }), (given, max) => {
        const open = given.map((probability, n) => ({ sha: fullSha(`${(n * 7) % 10}${n}a`), probability }));
        const { value, leftOut } = chooseThreshold({ threshold: undefined, max, usual }, open);
        const proposed = open.filter(({ sha, probability }) => probability >= value && leftOut?.has(sha) !== true);
        const best = open.toSorted((a, b) => b.probability - a.probability || (a.sha < b.sha ? -1 : 1)).slice(0, max);
        expect(new Set(proposed)).toEqual(new Set(best));
      }),
    );
  });

  it('proposes four where six are as probable as can be', () => {
    const open = ['f', 'e', 'd', 'c', 'b', 'a'].map((sha) => ({ sha: fullSha(sha), probability: 1 }));
    const { value, leftOut } = chooseThreshold({ threshold: undefined, max: 4, usual }, open);
    expect([value, leftOut]).toEqual([1, new Set([fullSha('e'), fullSha('f')])]);
  });
});
