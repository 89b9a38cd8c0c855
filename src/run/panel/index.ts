export { runAsk, runTry } from './ask.ts';
export type { AskAnswer, AskRequest, TryRequest } from './ask.ts';
export type { PanelListener } from './judge-case.ts';
export { chooseGate } from './gate.ts';
export type { Gate } from './gate.ts';
export { judgeDrafts, laneOfVerdict } from './select-panel.ts';
export type { PanelOutcome, PanelWishes } from './select-panel.ts';
export { listRuns, readRun, replayRun } from './runs.ts';
export type { RunReport } from './runs.ts';
