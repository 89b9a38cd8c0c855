import type { BranchAnswer } from '../../evidence/index.ts';
import type { Patch, Person, Sha } from '../../git/index.ts';
import type { History } from '../../history/index.ts';
import type { Check, NumberedFact } from '../types.ts';

/** A commit as far as statements about it are checked. */
export interface CommitView {
  readonly sha: Sha;
  readonly parents: readonly Sha[];
  readonly subject: string;
  /** What follows the subject, trailers included. */
  readonly body: string;
  readonly author: Person;
  readonly committer: Person;
}

export type FoundCommit =
  | { readonly kind: 'found'; readonly commit: CommitView }
  | { readonly kind: 'none' }
  /** A short id that several commits share. */
  | { readonly kind: 'several'; readonly why: string }
  | { readonly kind: 'unread'; readonly why: string };

export type FoundFile =
  | { readonly kind: 'present'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread'; readonly why: string };

/** The repository as far as checks ask it. Ids and paths were looked at before they come here; a port hands none of them to git as an option. */
export interface CheckRepository {
  /** False: a shallow clone, or no clone at all. A commit that is not in it may exist all the same. */
  readonly whole: boolean;
  /** A commit by 7 to 64 lower-case hex digits. */
  commit(id: string): Promise<FoundCommit>;
  /** The commit that a person's words name: an id, a tag, a branch. Undefined when there is none. */
  resolve(revision: string): Promise<Sha | undefined>;
  /** `path` is relative, without `..`. */
  file(revision: Sha, path: string): Promise<FoundFile>;
}

/** All that a statement about one commit is checked against, as of one day. */
export interface CheckContext {
  readonly commit: CommitView;
  /** Undefined when it could not be read. */
  readonly patch: Patch | undefined;
  readonly history: History;
  /** Row of the commit in the history; undefined when it is not there. */
  readonly row: number | undefined;
  /** Seconds; what became known later makes no statement right. */
  readonly asOf: number;
  readonly facts: readonly NumberedFact[];
  readonly branches: readonly BranchAnswer[];
  readonly repository: CheckRepository;
}

/** What came of one look. */
export type Outcome = Pick<Check, 'result' | 'why' | 'source'>;

/** What a statement is about, for counts. */
export type StatementKind =
  | 'commit'
  | 'fixes'
  | 'place'
  | 'path'
  | 'function'
  | 'quote'
  | 'code'
  | 'version'
  | 'branch'
  | 'number'
  | 'trailer'
  | 'author'
  | 'date'
  | 'series'
  | 'follow-up'
  | 'fact';

/** A check with what it is about. */
export interface KindCheck extends Check {
  readonly kind: StatementKind;
  /** Digits of the id that a text names, for the kind `commit`. */
  readonly id?: string | undefined;
}
