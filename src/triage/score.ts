import { UsageError } from '../errors.ts';
import type { History } from '../history/index.ts';
import { calibrated } from './calibrate.ts';
import { featureNames, measureRows } from './features.ts';
import { reasonsOf } from './reasons.ts';
import type { TriageModel } from './train.ts';
import type { Table } from './trees/bins.ts';
import { pickTable } from './trees/bins.ts';
import { forestEffects, tableLogOdds } from './trees/forest.ts';
import type { Reasons, Score } from './types.ts';

/** Positions of the model's features in a table with these names. UsageError when the index does not measure one. */
export const columnsOf = (model: TriageModel, names: readonly string[]): number[] => {
  const positions = new Map(names.map((name, position) => [name, position]));
  return model.features.map((feature) => {
    const position = positions.get(feature);
    if (position === undefined) {
      throw new UsageError(
        'model-of-another-version',
        `the trained model asks for "${feature}", which this index does not measure: run the index again`,
      );
    }
    return position;
  });
};

/** Log-odds before calibration, for a table of the model's own columns. */
export const logOddsOf = (model: TriageModel, table: Table): Float64Array => tableLogOdds(model.forest, table);

/** Calibrated probabilities for a table of the model's own columns. */
export const probabilitiesOf = (model: TriageModel, table: Table): Float64Array =>
  tableLogOdds(model.forest, table).map((logOdds) => calibrated(model.calibration, logOdds));

/**
 * Scores rows with what was known two weeks after each commit, or on `asOfOf(row)` if that is sooner. Measuring needs
 * one pass over the history: ask for many rows in one call.
 */
export const scoreRows = (
  model: TriageModel,
  history: History,
  rows: readonly number[],
  asOfOf: (row: number) => number,
): Score[] => {
  const measured = measureRows(history, rows, asOfOf);
  const table = pickTable(
    measured,
    rows.map((_, place) => place),
    columnsOf(model, featureNames(history)),
  );
  const probabilities = probabilitiesOf(model, table);
  return rows.map((_, place) => {
    const { effects } = forestEffects(model.forest, table.values, place * table.width);
    const values = table.values.subarray(place * table.width, (place + 1) * table.width);
    return { probability: probabilities[place], ...reasonsOf(model.features, values, effects) };
  });
};

interface MeasuredRow {
  readonly table: Table;
  /** Of the table's columns. */
  readonly names: readonly string[];
  readonly at: number;
}

/** Why a model says what it says of one row of a table. */
export const explainRow = (model: TriageModel, { table, names, at }: MeasuredRow): Reasons => {
  const own = pickTable(table, [at], columnsOf(model, names));
  return reasonsOf(model.features, own.values, forestEffects(model.forest, own.values, 0).effects);
};
