export type * from './types.ts';
export type { BacktestProgress, BacktestQuestion, BacktestResult, BacktestRow, SlicePlots } from './backtest.ts';
export { backtest } from './backtest.ts';
// What other questions about the same numbers are learned with.
export { featureNames, measureRows } from './features.ts';
export { DAY } from './features/timeline.ts';
export { measureAuc, measureSlice } from './metrics.ts';
export type { CurvePoint, ReliabilityPoint } from './metrics.ts';
export { modelFromBytes, modelToBytes } from './model-bytes.ts';
export { makeRandom } from './random.ts';
export { OTHER_NUMBERS } from './reasons.ts';
export { columnsOf, explainRow, logOddsOf, scoreRows } from './score.ts';
export type { TriageModel } from './train.ts';
export { decidedRows, labelsOf, trainOn, trainTriage } from './train.ts';
export { pickTable } from './trees/bins.ts';
export type { Table } from './trees/bins.ts';
export { weightsOf } from './weights.ts';
