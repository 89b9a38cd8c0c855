import type { CveId } from '../id.ts';
import type { CveState } from '../folder/layout.ts';

/** What a commit is to a CVE. */
export type CommitRole = 'fix' | 'backport' | 'introduced' | 'vulnerable';

/** One CVE that names a commit. */
export interface CveHit {
  readonly id: CveId;
  readonly state: CveState;
  readonly role: CommitRole;
  /** Full id of the commit. */
  readonly commit: string;
  /** The first release with it; undefined where the files do not say it. */
  readonly version: string | undefined;
}

/** All commits that the CVEs of a folder name. */
export interface CveIndex {
  /** CVEs that name a commit with this beginning of an id, fixes first; empty: none does. */
  ofCommit(prefix: string): readonly CveHit[];
  /** Commits that a CVE names, in the order of its files; undefined: there is no such CVE. */
  ofCve(id: CveId): readonly CveHit[] | undefined;
}
