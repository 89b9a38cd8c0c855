import type { AuditKind } from '../../evidence/index.ts';
import type { Sha } from '../../git/index.ts';

export type { AuditKind } from '../../evidence/index.ts';

/** What a dry-run pick of the missing commit onto the branch does. */
export type AuditApplies = 'clean' | 'conflicts' | 'unknown';

/** Something that is amiss on a stable branch. */
export interface AuditEntry {
  readonly kind: AuditKind;
  /** The mainline commit that is missing. */
  readonly commit: { readonly sha: Sha; readonly subject: string };
  /** What the branch took and why the missing one matters; undefined for a gap. */
  readonly taken:
    | { readonly sha: Sha; readonly subject: string; readonly stableSha: Sha; readonly date: string }
    | undefined;
  /** `sentence`: only a sentence of its message says what it repairs. */
  readonly how: 'reference' | 'sentence';
  /** ISO 8601 in UTC, and days from then to the day of the question. */
  readonly since: string;
  readonly days: number;
  /** Other branches that have the missing commit; of `newer lacks it`, those that lack it. */
  readonly branches: readonly string[];
  /** Undefined where nobody tried: of `newer lacks it`. */
  readonly applies: AuditApplies | undefined;
  readonly says: string;
  /** Git commands that show it; the last one lists what names the missing commit there: no copy of it when the finding is right. */
  readonly commands: readonly string[];
}

/** Not missing after all: the change is there under no name, or none of the files that it changes is. */
export interface Refuted {
  readonly sha: Sha;
  readonly subject: string;
  readonly why: 'there by content' | 'its files are not there';
}

/** A commit of a stable branch that names an upstream commit which is not in this repository. */
export interface UnknownUpstream {
  readonly sha: Sha;
  readonly subject: string;
  readonly date: string;
  /** Ids as written. */
  readonly names: readonly string[];
  readonly commands: readonly string[];
}

/** Whether a branch is still cared for. */
export interface BranchStanding {
  readonly kind: 'live' | 'silent' | 'past its window';
  /** One sentence without its full stop. */
  readonly says: string;
}

export interface Audit {
  readonly asOf: string;
  readonly mainline: string;
  readonly branch: string;
  readonly tip: Sha;
  readonly standing: BranchStanding;
  /** Day of the last mainline commit that it took. */
  readonly lastPick: string | undefined;
  /** Mainline commits that it took and has. */
  readonly taken: number;
  readonly counts: Readonly<Record<AuditKind | 'unknown upstream', number>>;
  /** Findings of the history that a look at the branch refuted. */
  readonly refuted: readonly Refuted[];
  /** Worst first. */
  readonly findings: readonly AuditEntry[];
  readonly unknownUpstream: readonly UnknownUpstream[];
}

/** A commit that `select` would propose for a branch. */
export interface BranchProposal {
  readonly sha: Sha;
  readonly subject: string;
  readonly probability: number | undefined;
  /** `take`, `adapt`, `wait: 4 days old` and so on. */
  readonly says: string;
  readonly why: string;
}

/** How one stable branch stands. */
export interface BranchReport {
  readonly name: string;
  readonly tip: Sha;
  readonly standing: BranchStanding;
  readonly lastPick: { readonly sha: Sha; readonly subject: string; readonly date: string } | undefined;
  readonly picks90: number;
  /** Mainline commits from here on were looked at. */
  readonly since: string;
  /** To be taken now as they are, the most probable first. */
  readonly proposed: readonly BranchProposal[];
  /** Asked for by their authors and neither there nor unneeded. */
  readonly tagged: readonly BranchProposal[];
  /** Wanted, but they do not apply as they are. */
  readonly adapt: readonly BranchProposal[];
  /** Nothing tells whether the branch has what they mend. */
  readonly unsure: readonly BranchProposal[];
  /** For later: too young, or a repair or revert is on its way. */
  readonly waiting: readonly BranchProposal[];
  /** Commits that were looked at and are in none of these lists: how many for each reason, the most frequent first. */
  readonly notProposed: readonly { readonly why: string; readonly count: number }[];
  readonly gaps: readonly AuditEntry[];
  /** Missing fixes of what it took, and what mainline reverted. */
  readonly missing: readonly AuditEntry[];
}

export interface BranchesAnswer {
  readonly asOf: string;
  readonly mainline: string;
  readonly threshold: number;
  readonly thresholdWhy: string;
  readonly branches: readonly BranchReport[];
}
