export type { BranchAnswer, BranchAnswerKind } from '../evidence/index.ts';
export type {
  MemberShare,
  PanelSummary,
  BranchSeries,
  Lane,
  Precedent,
  SelectedCommit,
  Selection,
  SeriesCommit,
} from '../mail/index.ts';

/** Progress of long work, for a terminal, a log and a page. */
export interface ProgressEvent {
  readonly step: string;
  readonly done: number;
  /** Undefined when it is not known yet. */
  readonly total: number | undefined;
  readonly unit: string;
}
export type Progress = (event: ProgressEvent) => void;
