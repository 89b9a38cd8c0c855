import type { Sha } from '../../git/index.ts';

/**
 * Why a vulnerability may be addressed already. `same commit`: a CVE names the commit or a copy of it. `same patch`: another commit makes
 * the same change. `applied again`: the commit brings back what was reverted. `same target`: another fix of the same commit has a CVE.
 */
export type EarlierKind = 'same commit' | 'same patch' | 'applied again' | 'same target';

/** Something earlier that speaks to the same vulnerability. */
export interface Earlier {
  readonly kind: EarlierKind;
  /** Undefined for an earlier change that no CVE names. */
  readonly cve: string | undefined;
  /** The commit that did it; undefined where a record names the target and its fix is not here. */
  readonly by: Sha | undefined;
  /** How much both have in common; only of `same target`. */
  readonly shared: 'function' | 'file' | 'nothing' | undefined;
  /** One sentence with the ids that it rests on. */
  readonly says: string;
  /** The command or record that shows it. */
  readonly source: string;
}

/** How the vulnerability stands on one branch as of the day. */
export interface BranchState {
  readonly branch: string;
  readonly state: 'open' | 'addressed' | 'not affected' | 'unknown';
  /** The commit that addressed it there. */
  readonly by: Sha | undefined;
  readonly says: string;
}

/** `assigned`: a CVE covers it, none may be assigned again. `held`: a person decides whether a CVE covers it. `new`: nothing earlier. */
export type Standing = 'assigned' | 'held' | 'new';

export interface Addressing {
  readonly standing: Standing;
  /** CVEs that cover it; where none surely does, those that may. */
  readonly cves: readonly string[];
  readonly earlier: readonly Earlier[];
  readonly branches: readonly BranchState[];
  /** `open in A and B; addressed in C by 1234567890ab`. */
  readonly says: string;
}
