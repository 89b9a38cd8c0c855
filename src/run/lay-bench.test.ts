import { expect, test } from 'vitest';
import { buildHistory } from '../history/index.ts';
import { sketchValues } from '../testing/history-values.ts';
import { shaOf } from '../testing/links.ts';
import { sketchReview } from '../testing/reviews.ts';
import { layBench } from './lay-bench.ts';
import type { Workspace } from './workspace.ts';

const config = { select: { soakDays: 0 }, branches: [], ignore: [], authors: [] };
const workspace = { config } as unknown as Workspace;
const values = sketchValues({ commits: [{ name: 'a', day: 1 }] });
const late = sketchReview({ commit: shaOf('a'), at: values.end + 100 });
const history = buildHistory({ ...values, reviews: [late] });
const heard = (day: number | undefined): number => {
  const bench = layBench(workspace, history, { asOf: day });
  return bench.history.reviews(0, bench.asOf).length;
};

test('what was said after the newest commit counts where nobody names a day, and from its own day on where somebody does', () => {
  expect(heard(undefined)).toBe(1);
  expect([values.end - 1, values.end, late.at - 1, late.at].map(heard)).toEqual([0, 0, 0, 1]);
});
