import type { ConflictKind, OldRange, Sha } from '../git/index.ts';
import type { History, MailSignalKind, MailThread } from '../history/index.ts';
import type { IncomingIndex } from './incoming.ts';

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
  /** Of a `discussion`: what was said. */
  readonly topic?: DiscussionTopic;
  /** The words that it rests on: at most 100 characters, an exact piece of the source. */
  readonly quote?: string;
  /** Of `stable-rules`: each rule with its answer and why, one line each. */
  readonly detail?: readonly string[];
}

/** What people say about a commit in mails; `proposed`: an earlier mail proposed it for a stable branch. */
export type DiscussionTopic = MailSignalKind | 'proposed';

/** What a list-mail archive holds about commits, as of the day of the question. */
export interface MailView {
  /** Undefined when the archive holds nothing about it. */
  thread(sha: Sha): MailThread | undefined;
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
  /** Left out where no archive was named. */
  readonly mail?: MailView | undefined;
  /** Commits on refs that people call incoming; left out where none was named. */
  readonly coming?: IncomingIndex | undefined;
}

/** Whether a branch has what the commit mends; `out of policy`: it has, but is too old for ordinary fixes. */
export type Affected = 'affected' | 'probably' | 'unknown' | 'not' | 'out of policy';

/** What a dry-run pick onto the branch, as it was on the day, does. `unknown`: it was not tried, or could not be. */
export type Applies = 'already there' | 'clean' | 'clean with renames' | 'conflicts' | 'unknown';

/** What a keeper of the branch would do with the commit. */
export type BranchAnswerKind =
  | 'take'
  | 'take with prerequisites'
  | 'adapt'
  | 'wait'
  | 'hold'
  | 'unknown'
  | 'not affected'
  | 'out of policy'
  | 'already there';

/** Where a pick conflicts. */
export interface ConflictPlace {
  /** The file's name on the branch. */
  readonly path: string;
  /** Its name before the commit; undefined where the commit adds it. */
  readonly oldPath: string | undefined;
  readonly kind: ConflictKind;
  /** The commit's changes that conflict, in lines of the file before the commit; undefined when that cannot be told. */
  readonly changes: readonly OldRange[] | undefined;
}

/** What one stable branch would do with a commit, and on what that rests. */
export interface BranchAnswer {
  readonly branch: string;
  readonly answer: BranchAnswerKind;
  /** The answer for people, in at most a few words: `wait: 4 days old`, `hold: revert pending`, `take`. */
  readonly says: string;
  /** One sentence with the ids that it rests on. */
  readonly why: string;
  readonly affected: Affected;
  readonly applies: Applies;
  /** Mainline commits that the branch lacks and that must be picked first, in this order. */
  readonly prerequisites: readonly Sha[];
  /** Later commits of mainline that repair this one and that the branch lacks: to be taken with it. */
  readonly together: readonly Sha[];
  /** Where it conflicts; empty unless `applies` is `conflicts`. */
  readonly conflicts: readonly ConflictPlace[];
  /** Mainline commits that the branch lacks and that wrote the conflicting lines, where picking them first is no way; left out where none. */
  readonly missing?: readonly Sha[];
  /** Side files in which alone it conflicts, and without whose changes it applies; left out where none. */
  readonly without?: readonly string[];
  /** Names that it uses and that the branch has nowhere, each with the mainline commit that brought it; left out where none. */
  readonly lacks?: readonly Lack[];
}

export interface Lack {
  readonly name: string;
  readonly from: Sha;
}

/** Answers after which a branch gets the commit now. */
export const TAKING: readonly BranchAnswerKind[] = ['take', 'take with prerequisites', 'adapt'];
