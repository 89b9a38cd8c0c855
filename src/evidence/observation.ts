import type { Sha } from '../git/index.ts';
import type { ConflictPlace, Lack } from './types.ts';

/** What a dry-run pick showed. */
export type SeenPick =
  | { readonly kind: 'already there' }
  | { readonly kind: 'clean'; readonly renamed: boolean }
  /** `at`: the commit of a chain that did not apply; the commit itself unless prerequisites were named. */
  | { readonly kind: 'conflicts'; readonly at: Sha; readonly files: readonly ConflictPlace[] }
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * How much of what the commit changes the branch's files hold. `no file`: not one of them is there. `nothing`: the commit changes no
 * existing lines, so there is nothing to look for.
 */
export type SeenImages =
  | { readonly kind: 'all' | 'some' | 'none' | 'no file' | 'nothing' }
  | { readonly kind: 'unknown'; readonly why: string };

/** Why a pick conflicts: the missing commits behind the conflicting lines, and whether picking them first helps. */
export type SeenChain =
  /** Picked in this order before the commit, everything applies. */
  | { readonly kind: 'applies'; readonly first: readonly Sha[] }
  /** It does not, or they are too many; `missing`: those behind the commit's own conflicts, in mainline order. */
  | { readonly kind: 'fails'; readonly missing: readonly Sha[] }
  | { readonly kind: 'unknown'; readonly why: string };

/** A name that the branch has nowhere; `from` wrote the line of mainline which has it, as far as one of its places tells. */
export type SeenLack = Lack;

/**
 * What git showed about one commit and one state of one branch: plain values, so that they can be stored and shown. A part that is
 * undefined was not looked at, because no rule needed it.
 */
export interface Observation {
  /** The branch's newest commit on the day. */
  readonly tip: Sha;
  /** Prerequisites that the message names and the branch lacks; `pick` has them picked first. */
  readonly first: readonly Sha[];
  readonly pick: SeenPick | undefined;
  readonly images: SeenImages | undefined;
  readonly chain: SeenChain | undefined;
  /** What the commit's new lines use, what was there before it on mainline, and what the branch lacks. */
  readonly lacks: readonly SeenLack[] | undefined;
}
