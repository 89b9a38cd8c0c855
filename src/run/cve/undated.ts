import { publicBy, type KnownCve } from '../../cve/index.ts';
import { UsageError } from '../../errors.ts';
import { plural } from '../../plural.ts';

export interface PastQuestion {
  /** Where the CVEs come from. */
  readonly records: string;
  /** What to do where nothing tells the day: `leave --as-of out`. */
  readonly instead: string;
  readonly note: (text: string) => void;
}

/**
 * The same CVEs for a question of a past day, each with a day: one that nobody dated counts from the year after that of its id, so that
 * nothing later leaks in. UsageError `cve-undated` for a commit with neither day nor CVE.
 */
export function dateForPast(known: readonly KnownCve[], { records, instead, note }: PastQuestion): readonly KnownCve[] {
  const undated = known.filter(({ knownSince }) => knownSince === undefined);
  const lost = undated.filter((cve) => publicBy(cve) === undefined);
  if (lost.length > 0)
    throw new UsageError(
      'cve-undated',
      `${records} says neither when the CVE of ${(lost[0].fixes[0] ?? lost[0].id).slice(0, 12)} was published nor its id (${lost.length} such lines): what was known on a past day cannot be told; write CVE and day (2024-06-01) behind each commit, or ${instead}`,
    );
  if (undated.length > 0)
    note(
      `autosel: nothing says when ${plural(undated.length, 'CVE was', 'CVEs were')} published: each counts from the year after that of its id`,
    );
  return known.map((cve) => ({ ...cve, knownSince: publicBy(cve) }));
}
