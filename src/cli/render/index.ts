export { renderAudit } from './audit.ts';
export { renderBacktest } from './backtest.ts';
export { renderBranchReports } from './branches.ts';
export { renderExplanation } from './explanation.ts';
export { renderFacts } from './facts.ts';
export { renderJson, renderJsonLine } from './json.ts';
export { renderSelection } from './selection.ts';
export { renderSimilar } from './similar.ts';
export { renderIndexSummary, renderInit, renderStatus } from './store.ts';
