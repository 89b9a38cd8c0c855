import type { Addressing, Reach, Weakness } from '../../cve/index.ts';
import type { Sha } from '../../git/index.ts';
import type { Verdict } from '../../panel/index.ts';
import type { PanelSummary } from '../types.ts';

/**
 * Where a commit goes. `assigned`: a CVE covers it. `held`: one may, a person says so. `candidate`: it looks like the fix of a vulnerability
 * that has none. `left`: it does not. `unsettled`: the panel cannot say. `unread`: git could not give the patch.
 */
export type SecurityLane = 'candidate' | 'held' | 'assigned' | 'left' | 'unsettled' | 'unread';

/** One reason of the score in words; above 0 speaks for a vulnerability. */
export interface SecurityReason {
  readonly says: string;
  readonly effect: number;
  /** Where it is seen. */
  readonly source: string;
}

export interface ClassifiedCommit {
  readonly sha: Sha;
  /** The stable commit of the range that copies it. */
  readonly asked: Sha | undefined;
  readonly subject: string;
  readonly date: string;
  readonly lane: SecurityLane;
  /** One sentence. */
  readonly why: string;
  /** Undefined for a commit that could not be scored. */
  readonly probability: number | undefined;
  readonly reasons: readonly SecurityReason[];
  /** Kinds of weakness, the likeliest first; empty where nothing tells. */
  readonly weaknesses: readonly (Weakness & { readonly source: string })[];
  readonly reach: readonly (Reach & { readonly source: string })[];
  /** Undefined for commits that are left. */
  readonly addressing: Addressing | undefined;
  /** Of commits that a panel was asked about. */
  readonly verdict?: Verdict | undefined;
}

/** What `cve classify --json` prints. */
export interface Classification {
  readonly range: string;
  readonly asOf: string;
  readonly mainline: string;
  readonly records: string;
  readonly onto: readonly string[];
  readonly threshold: number;
  readonly thresholdWhy: string;
  readonly learned: {
    readonly commits: number;
    readonly withCve: number;
    /** Records of commits that are not here and taught all the same. */
    readonly elsewhere: number;
  };
  /** Left out where enough CVEs taught. */
  readonly caution?: string | undefined;
  readonly commits: readonly ClassifiedCommit[];
  readonly counts: Readonly<Record<SecurityLane, number>>;
  /** Left out where nobody was asked. */
  readonly panel?: PanelSummary | undefined;
}
