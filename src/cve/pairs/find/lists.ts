import { UsageError } from '../../../errors.ts';

/** Ids that people looked at and put on a list. */
export interface ReviewedLists {
  /** Stable commits that look like copies of a fix and mend nothing. */
  readonly notFixes: ReadonlySet<string>;
  /** Reverts, or what they revert, that leave a fix standing. */
  readonly notReverts: ReadonlySet<string>;
}

/**
 * A reviewed list: one full id a line, anything behind `#` is for people.
 * UsageError `reviewed-list` for a line that is neither; `where` names the file in it.
 */
export function parseReviewedList(text: string, where: string): ReadonlySet<string> {
  const ids = text.split('\n').flatMap((line, at) => {
    const said = line.replace(/#.*$/, '').trim();
    if (said === '') return [];
    if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(said)) return [said.toLowerCase()];
    throw new UsageError(
      'reviewed-list',
      `${where}:${at + 1}: ${JSON.stringify(said.slice(0, 80))} is no full commit id (40 or 64 hex digits)`,
    );
  });
  return new Set(ids);
}

export const mergeLists = (lists: readonly ReviewedLists[]): ReviewedLists => ({
  notFixes: new Set(lists.flatMap(({ notFixes }) => [...notFixes])),
  notReverts: new Set(lists.flatMap(({ notReverts }) => [...notReverts])),
});
