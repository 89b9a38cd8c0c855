import type { Sha } from '../../git/index.ts';
import type { History } from '../../history/index.ts';
import type { FollowUpHow } from '../follow-ups.ts';

/**
 * What is amiss on a stable branch, worst first.
 *
 * - `reverted upstream`: it took a commit that mainline took back.
 * - `missing fix`: it took a commit and lacks the one that repairs it.
 * - `gap`: an older branch that is still cared for has it, this one does not.
 * - `newer lacks it`: this branch has it, a newer one does not.
 */
export type AuditKind = 'reverted upstream' | 'missing fix' | 'gap' | 'newer lacks it';

export interface AuditFinding {
  readonly kind: AuditKind;
  /** Row of the mainline commit that is missing. */
  readonly row: number;
  /** What the branch took and why that matters: the repaired or reverted commit; of `newer lacks it`, the commit itself. */
  readonly taken: { readonly row: number; readonly stableSha: Sha; readonly knownSince: number } | undefined;
  /** How the missing commit says that it repairs; `reference` also where that is not the question. */
  readonly how: FollowUpHow;
  /** Seconds since 1970: from when on it is so. */
  readonly since: number;
  /** Names of other stable branches: those that have the missing commit; of `newer lacks it`, those that lack it. */
  readonly branches: readonly string[];
}

export interface AuditQuestion {
  readonly history: History;
  /** Position in {@link History.branches}. */
  readonly branch: number;
  readonly asOf: number;
}
