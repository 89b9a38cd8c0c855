import type { Sha } from './types.ts';

/** "Would this commit apply there?" */
export interface PickRequest {
  readonly commit: Sha;
  /** The commit that the pick would follow, usually the tip of a stable branch. */
  readonly onto: Sha;
  /** Prerequisites, picked before `commit` in this order. */
  readonly first?: readonly Sha[];
  /** False leaves {@link ConflictFile.changes} out, which saves time; default true. */
  readonly changes?: boolean;
}

/**
 * Why one path cannot be merged.
 *
 * - `content`: commit and branch change the same lines; `binary`: the same file without lines.
 * - `both-added`: the commit adds a file that the branch has with other content.
 * - `absent-on-branch`: the commit changes a file that the branch does not have.
 * - `changed-on-branch`: the commit deletes a file whose content on the branch is another one.
 * - `rename`: commit and branch name or place the file differently.
 * - `file-directory`, `mode`, `submodule`: the two sides keep different things under this name.
 */
export type ConflictKind =
  | 'content'
  | 'binary'
  | 'both-added'
  | 'absent-on-branch'
  | 'changed-on-branch'
  | 'rename'
  | 'file-directory'
  | 'mode'
  | 'submodule'
  | 'other';

/** Lines of a file before the commit, counted as in a hunk header without context: with 0 lines, `oldStart` is the line before. */
export interface OldRange {
  readonly oldStart: number;
  readonly oldLines: number;
}

export interface ConflictFile {
  /** Its name on the branch (where the branch has none: the commit's). */
  readonly path: string;
  /** Its name before the commit; undefined where the commit adds the file. */
  readonly oldPath: string | undefined;
  readonly kind: ConflictKind;
  /** The commit's changes to this file that conflict; undefined when that cannot be told (binary, too large, unreadable). */
  readonly changes: readonly OldRange[] | undefined;
}

/**
 * - `already-there`: the pick changes nothing.
 * - `clean`: it applies. `tree` is the id of the resulting tree, which is not kept. `renamed`: some content went to a path
 *   that the commit does not name.
 * - `conflict`: `at` names the commit of the chain that does not apply.
 * - `unknown`: it could not be tried; never to be read as a no.
 */
export type PickOutcome = { readonly request: PickRequest } & (
  | { readonly kind: 'already-there' }
  | { readonly kind: 'clean'; readonly tree: Sha; readonly renamed: boolean }
  | { readonly kind: 'conflict'; readonly at: Sha; readonly files: readonly ConflictFile[] }
  | { readonly kind: 'unknown'; readonly why: string }
);

export interface PickOptions {
  /** Requests that share one run of git and one scratch folder; default 500. */
  readonly batch?: number;
  /** The longest that one pick may take alone, in milliseconds; default 10,000. */
  readonly timeoutMs?: number;
}

/** One pick of a series. What does not apply leaves the series as it was. */
export type SeriesStep = { readonly commit: Sha } & (
  | { readonly kind: 'picked'; readonly from: Sha; readonly to: Sha }
  | { readonly kind: 'already-there' }
  | { readonly kind: 'conflict'; readonly paths: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string }
);

/** Commits picked one behind the other, in a scratch folder. Close it. */
export interface PickSeries {
  /**
   * Picks a commit onto what the series holds so far. Where it conflicts in files of `without` alone, by their names on the branch, those stay
   * as they are there.
   */
  pick(commit: Sha, without?: readonly string[]): Promise<SeriesStep>;
  /** What a picked step changes there, as `Repository.mailPatch` gives patches; it can differ from the commit's own patch. */
  patch(step: SeriesStep & { readonly kind: 'picked' }): Promise<Buffer>;
  close(): Promise<void>;
}
