import { describe, expect, it } from 'vitest';
import { nature } from '../evidence/index.ts';
import { makeHistory } from '../testing/made-history.ts';
import { featureNames } from './features.ts';
import { sayFeature } from './reasons/say.ts';
import { reasonsOf } from './reasons.ts';

const dynamicNames = featureNames({ ...makeHistory({ commits: 2, seed: 1 }), numberNames: [] });

describe('reasons', () => {
  it('are the strongest first, features of one topic as one', () => {
    const features = ['rate-author', 'excess-author', 'tag-stable', 'subject-fix'];
    const reasons = reasonsOf(features, Float32Array.of(0.4, 0.2, 1, 1), Float64Array.of(0.3, 0.4, 1.5, -0.2));
    expect(reasons.map(({ feature }) => feature)).toEqual(['tag-stable', 'excess-author', 'subject-fix']);
    expect(reasons[1].effect).toBeCloseTo(0.7, 12);
    expect(reasons[0].says).toBe('asks for stable with Cc: stable');
  });

  it('leave out what hardly matters, and all behind the eighth', () => {
    const features = Array.from({ length: 12 }, (_, at) => `feature${at}`);
    const effects = Float64Array.from(features, (_, at) => (at < 2 ? 0.001 : at / 10));
    const reasons = reasonsOf(features, new Float32Array(12), effects);
    expect(reasons.length).toBe(8);
    expect(reasons[0].feature).toBe('feature11');
  });

  it.each([
    ['target-kind', 0, 'has no Fixes: trailer'],
    ['target-releases', 2, 'fixes a commit that came 2 releases before'],
    ['target-age-days', Number.NaN, 'names no commit in Fixes: that is in this history'],
    ['target-branches', 1, 'fixes a commit that 1 live stable branch had'],
    ['series-near', 0, 'stands alone: its author has no other commit within two days'],
    ['rate-author', 0.25, '25 % of the decided commits of its author were taken'],
    ['added-null', Math.log1p(2), 'adds 2 lines with NULL'],
    ['more-free', Math.log1p(1), 'adds 1 line more with freeing or putting than it removes'],
    ['edit-operator', Math.log1p(1), '1 line change just an operator'],
    ['share-tests', 0.5, '50 % of it is in tests'],
    ['subject-leak', 1, 'the subject speaks of a leak'],
  ])('say %s = %d as "%s"', (feature, value, says) => {
    expect(sayFeature(feature, value)).toBe(says);
  });

  it('have words for every feature and every kind of value', () => {
    for (const feature of [...nature.names, ...dynamicNames]) {
      for (const value of [0, 1, 0.5, 3, Number.NaN]) {
        const says = sayFeature(feature, value);
        expect(says, feature).not.toMatch(/undefined|NaN/);
        expect(says.length).toBeGreaterThan(5);
      }
    }
  });
});
