import type { Sha } from '../../git/index.ts';

/** A stretch of a document that stands under one heading. */
export interface Passage {
  readonly path: string;
  /** First and last line, counted from 1. */
  readonly from: number;
  readonly to: number;
  /** The headings above it, outermost first, joined by ` > `; '' when there are none. */
  readonly heading: string;
  readonly text: string;
}

export interface DocumentationHit extends Passage {
  /** Larger is nearer; only comparable within one answer. */
  readonly score: number;
}

/** The documentation of a repository at one revision. */
export interface DocumentationIndex {
  readonly revision: Sha;
  /** Number of passages. */
  readonly passages: number;
  /** Documents that were read, and those that were left out for their number or size. */
  readonly documents: number;
  readonly leftOut: number;
  /** Passages with words of the query, nearest first, at most two of one document. */
  search(query: string, limit: number): readonly DocumentationHit[];
}
