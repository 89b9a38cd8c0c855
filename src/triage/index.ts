export type * from './types.ts';
export type { BacktestProgress, BacktestQuestion, BacktestResult, BacktestRow, SlicePlots } from './backtest.ts';
export { backtest } from './backtest.ts';
export type { CurvePoint, ReliabilityPoint } from './metrics.ts';
export { modelFromBytes, modelToBytes } from './model-bytes.ts';
export { scoreRows } from './score.ts';
export type { TriageModel } from './train.ts';
export { trainTriage } from './train.ts';
