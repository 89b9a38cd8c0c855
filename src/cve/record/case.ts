import type { Sha } from '../../git/index.ts';
import type { CveId } from '../id.ts';
import type { Rationale } from '../cvss/index.ts';
import type { Pair } from '../pairs/index.ts';

/** All that a record and its announcement are made of, beside the template. */
export interface CveCase {
  readonly id: CveId;
  readonly pairs: readonly Pair[];
  /** The mainline fix; undefined where the CVE has none of its own. */
  readonly fix: Sha | undefined;
  /** Subject of the fix. */
  readonly title: string;
  /** The text that describes the fault: subject and message of the fix without trailers, or a text written by hand. */
  readonly text: string;
  /** Files that the fix changes. */
  readonly paths: readonly string[];
  readonly rationale?: Rationale | undefined;
  /** Addresses beside those of the fixes: a bug report, an advisory. */
  readonly references: readonly string[];
}
