export type * from './types.ts';
export { loadHistory } from './load.ts';
export { parseBranchVersion, parseReleaseName } from './branches/version.ts';
export type { ReleaseName } from './branches/version.ts';
export type { LoadOptions } from './load.ts';
export { buildHistory } from './model/build.ts';
export { hearAll } from './model/hear-all.ts';
export type { CommitValues, HistoryValues, PickValues } from './model/values.ts';
export { acquireWriterLock, buildKysely, explainFailure, openStore } from './store/index.ts';
export type {
  BranchCounts,
  CommitLink,
  HistoryState,
  HistoryStore,
  OpenOptions,
  SeenBranch,
  WriterLock,
} from './store/index.ts';
export { checkRebuild, compareWithIndex, lookAtRepository, updateHistory } from './ingest/index.ts';
export type {
  Difference,
  Look,
  LookedBranch,
  LookOptions,
  Measures,
  Overrides,
  Terms,
  UpdateOptions,
  UpdateProgress,
  UpdateResult,
} from './ingest/index.ts';
export {
  buildCommitText,
  buildMaskedBody,
  buildMaskedSubject,
  buildSearchData,
  decodeTerms,
  encodeTerms,
  extractTerms,
  extractTermTexts,
  makeSearchIndex,
  openSearchIndex,
  TERMS_VERSION,
  writeSearchIndex,
} from './search/index.ts';
export type {
  CommitMessage,
  DocumentTerms,
  SearchData,
  SearchDocument,
  SearchHit,
  SearchIndex,
  SearchQuery,
  Corpus,
  SearchSource,
  WrittenIndex,
} from './search/index.ts';
export { findStableList, isKernelList, readReferenceStyles } from './customs/index.ts';
export type { Customs } from './customs/index.ts';
export { makeCommitFinder } from './find-commit.ts';
export type { CommitFinder } from './find-commit.ts';
export { findNeighbours, listTakers } from './neighbours.ts';
export type { NeighbourQuery, NeighbourRequest } from './neighbours.ts';
export {
  buildPatchKey,
  findMailIds,
  findMailSources,
  findThread,
  MboxSplitter,
  openMailIndex,
  removeMailIndex,
  updateMailIndex,
} from './mail/index.ts';
export type {
  Mail,
  MailIndex,
  MailPatch,
  MailPerson,
  MailSignal,
  MailSignalKind,
  MailThread,
  MailUpdate,
  Posting,
  StableMail,
} from './mail/index.ts';
export { readDocumentation } from './docs/index.ts';
export type { DocumentationHit, DocumentationIndex } from './docs/index.ts';
export { decideByReviews, groupReviews, judgeBranches, judgeReviews } from './reviews/index.ts';
export type {
  BranchStanding,
  Review,
  ReviewAnswer,
  ReviewGround,
  ReviewedDecision,
  ReviewStanding,
} from './reviews/index.ts';
