/**
 * The library: what each command does, as values. Open a workspace, ask it, close it.
 *
 * ```ts
 * const workspace = await openWorkspace({ repo: '.', env: {}, platform: 'linux', home: '/tmp', signal, progress, note });
 * try {
 *   const { commits } = await runSelect(workspace, request);
 * } finally {
 *   await workspace.close();
 * }
 * ```
 */
export { AutoselError, InfrastructureError, StoppedError, UnjudgeableError, UsageError } from './errors.ts';
export {
  inspectRepository,
  openWorkspace,
  readReviewedLists,
  readSchema,
  readStatus,
  readTemplate,
  runAudit,
  runBacktest,
  runBranches,
  runCase,
  runCveFixed,
  runCveOpen,
  runCveOpenAt,
  runCvePublish,
  runCveReject,
  runCveReserve,
  runCveSearch,
  runCveStats,
  runCveUpdate,
  runCveVotes,
  runExplain,
  runFacts,
  runIndex,
  runPairs,
  runScore,
  runSelect,
  runSimilar,
  writeBacktest,
  writeSelection,
} from './run/index.ts';
export type * from './run/index.ts';
export {
  buildRecord,
  judgeRelease,
  parsePairs,
  parseRationale,
  parseVector,
  renderAnnouncement,
  renderPairs,
  renderRationale,
  renderRecord,
  scoreOf,
} from './cve/index.ts';
export type { CveCase, CveRecord, CvssScore, CvssVector, Pair, Rationale, Template } from './cve/index.ts';
export type { BranchAnswer, Fact } from './evidence/index.ts';
export type { DecisionKind, PickHow } from './history/index.ts';
export type { Reason, SliceResult, SliceResults } from './triage/index.ts';
export type { Sha } from './git/index.ts';
export { Meter, ModelError, loadModelTables, openLanguageModel } from './models/index.ts';
export type {
  AnswerForm,
  LanguageModel,
  LanguageModelConfig,
  MeterReading,
  ModelErrorCode,
  ModelMessage,
  ModelReply,
  ModelRequest,
  ModelSurroundings,
  Tool,
} from './models/index.ts';
