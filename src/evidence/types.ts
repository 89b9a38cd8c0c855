import type { History } from '../history/index.ts';

/** What a fact speaks for: taking the commit into a stable branch, leaving it, or neither. */
export type Weight = 'for' | 'against' | 'neutral';

/** Something that a program found out about a commit, with the command or place that proves it. */
export interface Fact {
  /** Unique within one commit's facts, e.g. `fixes-1`. */
  readonly id: string;
  readonly kind: string;
  /** One sentence for people. */
  readonly says: string;
  /** A git command that shows it, a file and line, or a message id. */
  readonly source: string;
  /** What it speaks for. */
  readonly weighs: Weight;
}

/** A fact before it has its number. */
export type Finding = Omit<Fact, 'id'>;

/** What people asked to be left alone, as they wrote it. */
export interface OptOutLists {
  /** Path patterns: plain prefixes (`fs/xfs`) or globs (`drivers/gpu/drm/amd*`), one pattern each; `#` comments are passed over. */
  readonly paths: readonly string[];
  /** Whole names or addresses of authors, compared without regard to case. */
  readonly authors: readonly string[];
}

/** One commit on one day: nothing that became known after `asOf` (seconds) may be in an answer. */
export interface Question {
  readonly history: History;
  readonly row: number;
  readonly asOf: number;
}

export type BranchAnswerKind = 'already there' | 'take' | 'not affected' | 'unknown';

/** Whether one stable branch needs a commit. */
export interface BranchAnswer {
  readonly branch: string;
  readonly answer: BranchAnswerKind;
  /** One sentence with the ids that it rests on. */
  readonly why: string;
}
