import { describe, expect, it } from 'vitest';
import { buildHistory } from '../../history/index.ts';
import { sketchBranch, sketchValues, type PickSketch } from '../../testing/history-values.ts';
import { shaOf } from '../../testing/links.ts';
import { featureNames, measureRows } from '../features.ts';
import { mendedFeatures } from './mended.ts';

const branches = [sketchBranch('1.0', 10), sketchBranch('2.0', 20)];
const [OLD, NEW] = [shaOf('old'), shaOf('new')];

/** Numbers of a commit of day 40 with this message; `old` is in both branches, `new` in none unless picked. */
function measure(body: string, picks: readonly PickSketch[] = []): Readonly<Record<string, number>> {
  const history = buildHistory(
    sketchValues({
      commits: [
        { name: 'old', day: 5 },
        { name: 'new', day: 30 },
        { name: 'asked', day: 40, body },
      ],
      branches,
      picks: [{ name: 'old', branch: 0, day: 39 }, { name: 'old', branch: 1, day: 39 }, ...picks],
    }),
  );
  const numbers = measureRows(history, [2], () => Infinity).values;
  const names = featureNames(history);
  return Object.fromEntries(mendedFeatures.names.map((name) => [name, numbers[names.indexOf(name)]]));
}

describe('what a commit repairs', () => {
  it('is unknown where the message names nothing', () => {
    const { 'mended-kind': kind, ...others } = measure('Plain words.\n');
    expect(kind).toBe(0);
    expect(Object.values(others).every(Number.isNaN)).toBe(true);
  });

  it('is what a sentence blames, with the branches that have it', () => {
    expect(measure(`This was broken by commit ${OLD.slice(0, 12)}.\n`)).toMatchObject({
      'mended-kind': 1,
      'mended-branches': 2,
      'mended-branch-share': 1,
      'mended-same-author': 1,
    });
  });

  it('is what Fixes: names, whatever the sentences say', () => {
    const body = `This was broken by commit ${OLD.slice(0, 12)}.\n\nFixes: ${NEW.slice(0, 12)} ("subject of new")\n`;
    expect(measure(body)).toMatchObject({ 'mended-kind': 2, 'mended-branches': 0, 'mended-taken': 0 });
  });

  it('was taken where a branch had it by the day', () => {
    const body = `Fixes: ${NEW.slice(0, 12)} ("subject of new")\n`;
    const taken = measure(body, [{ name: 'new', branch: 1, day: 45 }]);
    expect(taken).toMatchObject({ 'mended-branch-share': 0.5, 'mended-taken': 1 });
    expect(measure(body, [{ name: 'new', branch: 1, day: 90 }])).toEqual(measure(body));
  });
});
