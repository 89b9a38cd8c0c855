import type { MessageFacts, Sha } from '../../git/index.ts';
import type { Pick, Release, StableBranch } from '../types.ts';

/** What the index keeps of one non-merge commit, of mainline or of a stable branch. Written once, never changed. */
export interface StoredCommit {
  readonly sha: Sha;
  readonly subject: string;
  readonly authorName: string;
  readonly authorEmail: string;
  readonly committerEmail: string;
  /** Seconds since 1970. */
  readonly authorTime: number;
  readonly commitTime: number;
  readonly facts: MessageFacts;
  readonly paths: readonly string[];
  readonly added: number;
  readonly removed: number;
  /** 16 hex digits, '' when the patch could not be read whole. */
  readonly patchId: string;
  /** Why the patch could not be read. */
  readonly unread: string | undefined;
  readonly numbers: Float32Array;
}

/** A commit with the bytes that the term extractor made of it. */
export interface IndexedCommit extends StoredCommit {
  readonly terms: Uint8Array;
}

export type Role = 'mainline' | 'stable';

/** A commit that the newest read model holds. */
export interface LiveCommit {
  readonly sha: Sha;
  readonly role: Role;
  /** Name of the first mainline release with it; undefined when none yet, and for stable commits. */
  readonly release: string | undefined;
}

/** What the store knows of a commit, live or not. */
export interface KnownCommit {
  readonly sha: Sha;
  readonly unread: boolean;
  /** The {@link HistoryState.made} it was indexed with. */
  readonly made: string;
}

/** What the search for mainline copies needs of a commit. */
export type CommitLink = Omit<
  StoredCommit,
  'authorName' | 'committerEmail' | 'paths' | 'added' | 'removed' | 'numbers' | 'unread'
>;

export interface StoredPick extends Pick {
  /** The mainline commit. */
  readonly sha: Sha;
}

export interface StoredBranch extends StableBranch {
  /** One bit for each mainline row in (commit time, sha) order, lowest bit first: the branch reaches that very commit. */
  readonly contains: Uint8Array;
}

/** A branch with a version in its name that is not counted as stable. */
export interface SeenBranch {
  readonly name: string;
  readonly why: string;
}

/** How the commits of one stable branch found their mainline commits. */
export interface BranchCounts {
  readonly branch: string;
  readonly commits: number;
  readonly reference: number;
  readonly chain: number;
  readonly subject: number;
  readonly patchId: number;
  /** References whose target is not in this repository. */
  readonly unknown: number;
  /** No reference and no twin: the branch's own commits. */
  readonly own: number;
  readonly reverted: number;
}

/** What the last finished update saw. */
export interface HistoryState {
  /** Hash of everything that the read model was made from: refs, overrides, versions. */
  readonly fingerprint: string;
  /** Version of parsers, measures and terms that commits were indexed with. */
  readonly made: string;
  readonly mainline: { readonly ref: string; readonly tip: Sha };
  readonly numberNames: readonly string[];
  /** Up to five of the oldest mainline commits: by them a store knows its repository. */
  readonly oldest: readonly Sha[];
  /** Newest commit time of mainline and the stable branches, seconds. */
  readonly end: number;
  readonly seen: readonly SeenBranch[];
  readonly counts: readonly BranchCounts[];
  /** Live commits whose patch could not be read. */
  readonly unread: number;
  /** Live commits whose very message could not be read; they are in no list. */
  readonly lost: number;
}

export interface ReadModel {
  readonly state: HistoryState;
  readonly live: readonly LiveCommit[];
  readonly branches: readonly StoredBranch[];
  readonly picks: readonly StoredPick[];
  readonly releases: readonly Release[];
}

/** A read model with the commits of mainline, in (commit time, sha) order, as one moment saw them. */
export interface LoadedReadModel extends Omit<ReadModel, 'live' | 'branches'> {
  readonly branches: readonly StableBranch[];
  /** {@link StoredBranch.contains} of each. */
  readonly contains: readonly Uint8Array[];
  readonly commits: readonly (StoredCommit & { readonly release: string | undefined })[];
}

export interface StoredTerms {
  readonly sha: Sha;
  /** Seconds since 1970. */
  readonly commitTime: number;
  readonly terms: Uint8Array;
}

/**
 * Where a repository's index lives. Values in, values out: an embedded file and a team's database look the same from outside.
 * One writer at a time; readers see the last finished update, never one under way, and are never held up.
 *
 * Every method throws an error of {@link AutoselError} with one of these codes: `store-read-only`, `disk-full`, `store-corrupt`,
 * `store-newer`, `store-older`, `store-busy`.
 */
export interface HistoryStore {
  /** The folder or address, for messages. */
  readonly where: string;
  readonly writable: boolean;
  /** Undefined when no update has finished yet. */
  loadState(): Promise<HistoryState | undefined>;
  /** Every commit ever indexed, in no particular order. */
  loadKnown(): Promise<readonly KnownCommit[]>;
  /** The asked commits that are known, in no particular order. */
  loadLinks(shas: readonly Sha[]): Promise<readonly CommitLink[]>;
  /** One commit as it was indexed, live or not. */
  loadCommit(sha: Sha): Promise<StoredCommit | undefined>;
  /** Undefined when no update has finished yet. */
  loadReadModel(): Promise<LoadedReadModel | undefined>;
  /** Terms of all live commits of a role, in (commit time, sha) order. */
  loadTerms(role: Role): AsyncIterable<StoredTerms>;
  loadTermsOf(sha: Sha): Promise<Uint8Array | undefined>;
  /** Adds or replaces commits, all or none. `made`: see {@link KnownCommit.made}. */
  saveCommits(commits: readonly IndexedCommit[], made: string): Promise<void>;
  /** Replaces the read model, all or nothing. Every live commit must have been saved. */
  saveReadModel(model: ReadModel): Promise<void>;
  /** Forgets what the last finished update saw; commits stay. Needed before commits are made anew in another way. */
  clearReadModel(): Promise<void>;
  /** Named bytes that later rooms keep: trained models, vectors. Undefined when there are none of that name. */
  loadBlob(name: string): Promise<Uint8Array | undefined>;
  /** Saves all of them or none; an undefined value removes that name. */
  saveBlobs(blobs: Readonly<Record<string, Uint8Array | undefined>>): Promise<void>;
  close(): Promise<void>;
}
