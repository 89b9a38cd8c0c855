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
  readonly weighs: 'for' | 'against' | 'neutral';
}
