export { renderBacktest } from './backtest.ts';
export { renderExplanation } from './explanation.ts';
export { renderJson } from './json.ts';
export { renderSelection } from './selection.ts';
export { renderSimilar } from './similar.ts';
export { renderIndexSummary, renderInit, renderStatus } from './store.ts';
