import type { Commit, MessageFacts, Patch, Repository } from '../../git/index.ts';
import type { HistoryState, HistoryStore } from '../store/index.ts';

/** What later rooms want to know of every commit; measured once, at index time. */
export interface Measures {
  /** Changes whenever a number changes its meaning: commits are then measured again. */
  readonly id: string;
  readonly names: readonly string[];
  /** One number for each name. `patch` is undefined where it could not be read. */
  measure(commit: Commit, facts: MessageFacts, patch: Patch | undefined): Float32Array;
}

/** Turns a commit into the terms of the full-text half, as bytes to store. */
export interface Terms {
  /** Changes whenever the bytes would. */
  readonly id: string;
  extract(commit: Commit, patch: Patch | undefined): Uint8Array;
}

/** What a person named, instead of what would be found. */
export interface Overrides {
  readonly mainline?: string | undefined;
  /** Names, full refs, or patterns with `*`. Empty: find them. */
  readonly stable?: readonly string[] | undefined;
}

export interface UpdateProgress {
  readonly step: string;
  readonly done: number;
  readonly total: number | undefined;
  readonly unit: string;
}

export interface UpdateOptions {
  readonly repository: Repository;
  /** Opened for writing. */
  readonly store: HistoryStore;
  readonly overrides?: Overrides;
  readonly measures: Measures;
  readonly terms: Terms;
  readonly progress?: ((event: UpdateProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Commits of one transaction, which is what a kill can cost; 1,000 unless told otherwise. */
  readonly batch?: number;
}

export interface UpdateResult {
  /** False when the repository is as the last update saw it. */
  readonly changed: boolean;
  /** Commits whose messages and patches were read in this call. */
  readonly read: number;
  readonly state: HistoryState;
}
