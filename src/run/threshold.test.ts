import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseThreshold } from './threshold.ts';

const usual = { value: 0.2, why: 'one in ten' };

describe('chooseThreshold', () => {
  it('takes what was asked before anything else', () => {
    const chosen = chooseThreshold({ threshold: 0.7, max: undefined, usual }, [0.9]);
    expect(chosen).toEqual({ value: 0.7, why: 'as asked' });
  });

  it('takes the usual one when nothing was asked', () => {
    expect(chooseThreshold({ threshold: undefined, max: undefined, usual }, [])).toBe(usual);
  });

  it('with a number of proposals never lets more through, and no fewer than ties at the border force', () => {
    const probabilities = fc.array(fc.constantFrom(0, 0.1, 0.3, 0.5, 0.8, 0.99));
    fc.assert(
      fc.property(probabilities, fc.integer({ min: 1, max: 9 }), (open, max) => {
        const { value } = chooseThreshold({ threshold: undefined, max, usual }, open);
        const proposed = open.filter((probability) => probability >= value);
        expect(proposed.length).toBeLessThanOrEqual(max);
        const left = open.filter((probability) => probability < value).toSorted((a, b) => b - a);
        const ties = left.filter((probability) => probability === left[0]).length;
        if (left.length > 0) expect(proposed.length + ties).toBeGreaterThan(max);
      }),
    );
  });
});
