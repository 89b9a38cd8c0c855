import type { Phrase } from './catalogue/words.ts';
import type { RuleName } from './rules/names.ts';

/** `error`: a reviewer sends it back. `warning`: a reviewer would remark on it. `advice`: worth a thought. */
export type Severity = 'error' | 'warning' | 'advice';

/** One thing that a reviewer of this project would say. The sentence is in the catalogues, under the rule's name. */
export interface Finding {
  readonly rule: RuleName;
  readonly severity: Severity;
  /** Line of the message, from 1; undefined: it is about the whole. */
  readonly line: number | undefined;
  /** What stands for the names in the sentence. */
  readonly values: Readonly<Record<string, string | Phrase>>;
  /** What to write instead, or in addition; undefined where only a person can tell. */
  readonly better: string | undefined;
  /** Lines [from, to) of {@link Draft.lines} that `better` stands instead of; undefined: it comes in, or is a part of a line. */
  readonly replaces: Lines | undefined;
  /** Commits of which one is meant, newest first. */
  readonly oneOf: readonly NamedCommit[];
}

export type Lines = readonly [from: number, to: number];

export interface NamedCommit {
  readonly sha: string;
  readonly subject: string;
  /** Seconds since 1970, of the committer. */
  readonly time: number;
}

/** Of so many so many do it. */
export interface Share {
  readonly yes: number;
  readonly of: number;
}

/** An earlier commit, as far as conventions are learned from it. */
export interface Sample {
  readonly subject: string;
  readonly body: string;
  readonly authorName: string;
  readonly authorEmail: string;
  readonly paths: readonly string[];
}

/** A line at the end of a message, such as `Fixes: …`. */
export interface TrailerLine {
  readonly key: string;
  readonly value: string;
  /** Position of its first line in {@link Draft.lines}, and behind its last. */
  readonly from: number;
  readonly to: number;
}

export type ParagraphKind = 'prose' | 'list' | 'verbatim' | 'trailers';

export interface Paragraph {
  readonly kind: ParagraphKind;
  /** Range [from, to) in {@link Draft.lines}. */
  readonly from: number;
  readonly to: number;
}

/** A message as it is read: lines without those that git takes away. */
export interface Draft {
  readonly lines: readonly string[];
  readonly subject: string;
  /** Range of what follows the subject and its blank line, without the trailers at the end. */
  readonly paragraphs: readonly Paragraph[];
  /** Trailers at the end, in order. */
  readonly trailers: readonly TrailerLine[];
  /** Where the block of trailers at the end begins in `lines`; its length where there is none. */
  readonly trailersFrom: number;
}
