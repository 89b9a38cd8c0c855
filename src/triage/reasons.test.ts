import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nature } from '../evidence/index.ts';
import { makeHistory } from '../testing/made-history.ts';
import { featureNames } from './features.ts';
import { sayFeature } from './reasons/say.ts';
import { OTHER_NUMBERS, reasonsOf } from './reasons.ts';

const dynamicNames = featureNames({ ...makeHistory({ commits: 2, seed: 1 }), numberNames: [] });

describe('reasons', () => {
  it('are the strongest first, features of one topic as one', () => {
    const features = ['rate-author', 'excess-author', 'tag-stable', 'subject-fix'];
    const { reasons } = reasonsOf(features, Float32Array.of(0.4, 0.2, 1, 1), Float64Array.of(0.3, 0.4, 1.5, -0.2));
    expect(reasons.map(({ feature }) => feature)).toEqual(['tag-stable', 'excess-author', 'subject-fix']);
    expect(reasons[1].effect).toBeCloseTo(0.7, 12);
    expect(reasons[0].says).toBe('asks for stable with Cc: stable');
  });

  const TOLD = ['tag-stable', 'tag-fixes', 'rate-author', 'rate-path', 'rate-prefix', 'is-revert', 'lines-added'];
  const MORE = [...TOLD, 'subject-fix', 'later-fixes', 'mail-part', 'branch-files-exist', 'rate-system'];

  it('leave out what hardly matters, and all behind the seventh', () => {
    const effects = Float64Array.from(MORE, (_, at) => (at < 2 ? 0.001 : at / 10));
    const { reasons } = reasonsOf(MORE, new Float32Array(12), effects);
    expect(reasons.map(({ feature }) => feature).slice(0, -1)).toHaveLength(7);
    expect(reasons[0].feature).toBe('rate-system');
    expect(reasons.at(-1)).toMatchObject({ feature: OTHER_NUMBERS, effect: expect.closeTo(0.502, 12) as number });
  });

  it('are what a keeper takes for one; lengths and moments go together, and stand in numbers for programs', () => {
    const features = ['body-words', 'tag-fixes', 'cycle-days', 'subject-crash', 'body-leak'];
    const values = Float32Array.of(5, 1, 160, 1, 0);
    const { reasons, numbers } = reasonsOf(features, values, Float64Array.of(2, 1, -0.5, 0.4, -0.3));
    expect(reasons.map(({ says, effect }) => [says, effect])).toEqual([
      ['has a Fixes: trailer', 1],
      ['the subject speaks of a crash', 0.4],
      ['all else: lesser reasons, and other numbers of the message, the patch and the time', expect.closeTo(1.2, 12)],
    ]);
    expect(numbers.map(({ feature }) => feature)).toEqual(['body-words', 'cycle-days', 'body-leak']);
  });

  it('do not miss words in the message that the subject has', () => {
    const told = (inSubject: number) =>
      reasonsOf(['body-fix', 'subject-fix'], Float32Array.of(0, inSubject), Float64Array.of(-0.5, 0)).reasons[0].says;
    expect(told(0)).toBe('the message does not speak of a fix');
    expect(told(1)).toMatch(/^all else/);
  });

  it('hold no review and no report against a commit, and no record that is like all others', () => {
    const features = ['tag-acked-by', 'tag-reported-by', 'excess-path', 'tag-stable'];
    const { reasons } = reasonsOf(features, Float32Array.of(1, 1, 0.001, 0), Float64Array.of(-0.3, -0.1, -0.2, -1));
    expect(reasons.map(({ feature }) => feature)).toEqual(['tag-stable', OTHER_NUMBERS]);
  });

  it('add up to the effect of all features, whatever is told', () => {
    const any = fc.array(
      fc.tuple(fc.constantFrom(...dynamicNames, ...nature.names), fc.double({ min: -3, max: 3, noNaN: true })),
    );
    fc.assert(
      fc.property(any, fc.double({ min: 0, max: 4, noNaN: true }), (pairs, value) => {
        const features = [...new Map(pairs).keys()];
        const effects = Float64Array.from(features, (feature) => new Map(pairs).get(feature) ?? 0);
        const { reasons } = reasonsOf(features, new Float32Array(features.length).fill(value), effects);
        const said = reasons.reduce((sum, { effect }) => sum + effect, 0);
        expect(Math.abs(said - effects.reduce((sum, effect) => sum + effect, 0))).toBeLessThan(0.005);
        expect(reasons.length).toBeLessThanOrEqual(8);
      }),
    );
  });

  it('are told by a feature that pulls the way of the whole reason', () => {
    const features = ['rate-author', 'excess-author', 'rate-author'];
    const { reasons } = reasonsOf(features, Float32Array.of(0.1, 0.2, 0.1), Float64Array.of(0.5, -0.6, 0.4));
    expect(reasons).toMatchObject([{ feature: 'rate-author', effect: expect.closeTo(0.3, 12) as number }]);
  });

  it('put what can be checked before background when the effects are close, and change no effect', () => {
    const features = ['rate-folder3', 'tag-fixes'];
    const values = Float32Array.of(0.4, 1);
    const order = (folder: number) =>
      reasonsOf(features, values, Float64Array.of(folder, 1)).reasons.map(({ feature, effect }) => [feature, effect]);
    expect(order(1.5)).toEqual([
      ['tag-fixes', 1],
      ['rate-folder3', 1.5],
    ]);
    expect(order(2)[0]).toEqual(['rate-folder3', 2]);
  });

  it('never leave out the only reason against', () => {
    const effects = Float64Array.from(MORE, (_, at) => (at === 0 ? -0.03 : at));
    const { reasons } = reasonsOf(MORE, new Float32Array(12), effects);
    expect(reasons).toHaveLength(8);
    expect(reasons.at(-2)).toMatchObject({ feature: 'tag-stable', effect: -0.03 });
  });

  it('count decisions themselves, without what the rate borrows from all commits', () => {
    const features = ['rate-author', 'decided-author', 'rate-overall'];
    const says = (rate: number, decided: number) =>
      reasonsOf(features, Float32Array.of(rate, Math.log1p(decided), 0.1), Float64Array.of(1, 0, 0)).reasons[0].says;
    expect(says(0.25, 10)).toBe('40 % of some 10 earlier commits of its author were taken');
    expect(says(0.1, 0)).toMatch(/^all else/);
    expect(says(0.2, 2495)).toMatch(/^20 % of some 2,500 earlier/);
  });

  it.each([
    ['target-kind', 0, 'has no Fixes: trailer'],
    ['target-releases', 2, 'fixes a commit that came 2 releases before'],
    ['target-age-days', Number.NaN, 'names no commit in Fixes: that is in this history'],
    ['target-branches', 1, 'fixes a commit that 1 live stable branch had'],
    ['series-near', 0, 'stands alone: its author has no other commit within two days'],
    ['rate-author', 0.25, 'about 25 % of earlier commits of its author were taken'],
    ['rate-path', 0.25, 'about 25 % of earlier commits to one of its files were taken'],
    ['rate-overall', 0.11, 'at its time 11 % of all commits were taken'],
    ['tag-acked-by', 1, 'has an Acked-by: trailer'],
    ['tag-reported-by', 0, 'has no Reported-by: trailer'],
    ['added-null', Math.log1p(2), 'adds 2 lines that mention NULL'],
    ['added-line-blank', Math.log1p(2), 'adds 2 blank lines'],
    ['more-free', -Math.log1p(1), 'removes 1 line more than it adds of those that mention freeing or putting'],
    ['edit-operator', Math.log1p(1), 'changes just an operator in 1 line'],
    ['share-tests', 0.5, '50 % of its changed lines are in tests'],
    ['share-tests', 0, 'changes nothing in tests'],
    ['series-fix-share', Number.NaN, 'its author has no other commit within two days'],
    ['series-fix-share', 0, "none of its author's other commits within two days is a fix"],
    ['source-lines', Math.log1p(2), 'changes 2 lines of source code'],
    ['file-age-days', Math.log1p(3), 'its files go back 3 days in this history'],
    ['decided-path', Math.log1p(1), 'of earlier commits to one of its files 1 is decided'],
    ['cycle-days', 7000, 'came years after the last release that is on mainline'],
    ['target-branch-share', 1, 'fixes a commit that all live stable branches had'],
    ['target-branches', 0, 'fixes a commit that no live stable branch had'],
    ['author-delay-days', 0, 'was committed within a day of being written'],
    ['branch-files-exist', 0.5, '50 % of the live stable branches began with all of its files'],
    [
      'branch-missing-newest',
      Math.log1p(1),
      'the newest live stable branch lacks 1 earlier change of one of its files',
    ],
    ['subject-leak', 1, 'the subject speaks of a leak'],
  ])('say %s = %d as "%s"', (feature, value, says) => {
    expect(sayFeature(feature, value)).toBe(says);
  });

  it('have words for every feature and every kind of value', () => {
    for (const feature of [...nature.names, ...dynamicNames]) {
      for (const value of [0, 1, 0.5, 3, Number.NaN]) {
        const says = sayFeature(feature, value);
        expect(says, feature).not.toMatch(/undefined|NaN|ss\b.*\bss\b|: -?[\d.]+$| 1 [a-z]+s\b(?! )/);
        expect(says.length).toBeGreaterThan(5);
      }
    }
  });
});
