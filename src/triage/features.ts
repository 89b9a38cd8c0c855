import type { History } from '../history/index.ts';
import { driftFeatures } from './features/drift.ts';
import { mendedFeatures } from './features/mended.ts';
import { placeFeatures } from './features/place.ts';
import type { FeatureGroup } from './features/question.ts';
import { makeRates, rateFeatures } from './features/rates.ts';
import { seriesFeatures } from './features/series.ts';
import { targetFeatures } from './features/target.ts';
import { buildTimeline, factDay } from './features/timeline.ts';
import type { Table } from './trees/bins.ts';

const GROUPS: readonly FeatureGroup[] = [
  seriesFeatures,
  targetFeatures,
  rateFeatures,
  placeFeatures,
  driftFeatures,
  mendedFeatures,
];

const dynamicNames = GROUPS.flatMap(({ names }) => names);

/** Names of the columns that {@link measureRows} fills: what index time measured, then what the day decides. */
export const featureNames = (history: History): readonly string[] => [...history.numberNames, ...dynamicNames];

/**
 * Measures rows, each as of two weeks after its commit or of `asOfOf(row)` when that is sooner. Nothing that was
 * committed or decided after that day is read, and a commit's own decision never.
 */
export const measureRows = (history: History, rows: readonly number[], asOfOf: (row: number) => number): Table => {
  const timeline = buildTimeline(history);
  const rates = makeRates(history);
  const width = history.numberNames.length + dynamicNames.length;
  const values = new Float32Array(rows.length * width);
  const asked = rows
    .map((row, place) => ({
      row,
      place,
      commit: history.commits[row],
      day: factDay(history.commits[row], asOfOf(row)),
    }))
    .sort((a, b) => a.day - b.day || a.place - b.place);
  for (const { row, place, commit, day } of asked) {
    rates.advance(day);
    const question = { row, commit, day, timeline, rates };
    values.set(commit.numbers, place * width);
    values.set(
      GROUPS.flatMap((group) => group.measure(question)),
      place * width + history.numberNames.length,
    );
  }
  return { rows: rows.length, width, values };
};
