import type { UpstreamReference } from '../../../git/index.ts';
import type { Candidate, CommitRow } from '../types.ts';

/** Characters of a text: the first one, and the one behind the last. */
export type Span = readonly [from: number, to: number];

/**
 * How a text names a commit: in a `Fixes:` line, in a revert, in the line that says what a commit copies, behind the
 * word commit, in an address, as a Mercurial id (which looks like one of git), or by its digits alone.
 */
export type ReferenceStyle = 'fixes' | 'revert' | UpstreamReference['style'] | 'commit' | 'link' | 'mercurial' | 'bare';

/** The subject that stands behind an id. */
export interface QuotedSubject {
  /** White space joined, without quotes. */
  readonly text: string;
  /** Inside of the quotes; undefined when the title of the message says it (`Revert "…"`). */
  readonly at: Span | undefined;
  /** Behind the closing bracket. */
  readonly end: number;
  /** In quotes, so that it is meant as a subject; else it may be any remark. */
  readonly quoted: boolean;
  readonly closed: boolean;
}

/** A place of a text that names a commit, or looks as if it did. */
export interface FoundReference {
  readonly style: ReferenceStyle;
  /** Lower-case hex digits. */
  readonly id: string;
  readonly idAt: Span;
  readonly subject: QuotedSubject | undefined;
  /** The text itself says that this is a commit; else it counts only where the digits are those of one. */
  readonly certain: boolean;
  /** What the text calls it, where that is a word of Mercurial rather than of git. */
  readonly word: 'changeset' | undefined;
  /** Another project that the text says the commit is of. */
  readonly project: string | undefined;
}

/** What a reference is worth. `unknown`: no commit here has the id, and nothing tells which one was meant. */
export type Worth = 'right' | 'wrong' | 'ambiguous' | 'external' | 'unknown';

export interface Verdict {
  readonly worth: Worth;
  /** As the end of a sentence. */
  readonly why: string;
  /** The commit that is meant, where that is known. */
  readonly commit: CommitRow | undefined;
  /** Nothing else can be meant: only then a reference is rewritten. */
  readonly sure: boolean;
  /** Other commits that it may mean. */
  readonly candidates: readonly Candidate[];
  /** What is right but not written as it is usual. */
  readonly notes: readonly string[];
}

export interface CheckedReference {
  readonly found: FoundReference;
  readonly verdict: Verdict;
}

/** The message that the references stand in. */
export interface MessageContext {
  /** Committer time, seconds since 1970: what came later cannot be meant. */
  readonly before: number | undefined;
  /** False for a commit of a stable branch, which may name other stable commits. */
  readonly mainline: boolean;
  /** The message says that it copies a commit that is not here. */
  readonly ported: boolean;
  /** Title of the message: nothing means itself, or what it copies, but in the line that says so. */
  readonly title: string;
  /** Names of the project that the message is of: its own commits are not those of another one. */
  readonly own: string;
}
