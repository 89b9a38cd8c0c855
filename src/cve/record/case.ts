import { UsageError } from '../../errors.ts';
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
  /** Subject of the fix: one line. */
  readonly title: string;
  /** The text that describes the fault: subject and message of the fix without trailers, or a text written by hand. */
  readonly text: string;
  /** Files that the fix changes, each once. */
  readonly paths: readonly string[];
  readonly rationale?: Rationale | undefined;
  /** Addresses beside those of the fixes: a bug report, an advisory. */
  readonly references: readonly string[];
}

/** Of the format 5.1: characters of a title, of an address. */
const LONGEST_TITLE = 256;
const LONGEST_URL = 2048;

/** What a title must not hold: it stands in the head of a mail. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/** @throws UsageError `cve-case` for what a record or a mail cannot carry. */
export const checkCase = ({ id, title, text, paths, references }: CveCase): void => {
  const refuse = (why: string): UsageError => new UsageError('cve-case', `${id}: ${why}`);
  if (title.trim() === '' || CONTROL.test(title)) throw refuse('the title must be one line of text');
  if ([...title].length > LONGEST_TITLE) throw refuse(`the title has more than ${LONGEST_TITLE} characters`);
  if (text.trim() === '') throw refuse('there is no text that describes the fault');
  if (paths.length === 0) throw refuse('no file is named');
  for (const path of paths) if (path === '' || CONTROL.test(path)) throw refuse(`${JSON.stringify(path)} is no path`);
  for (const url of references)
    if (!/^https?:\/\/[^\s<>"]+$/.test(url) || url.length > LONGEST_URL)
      throw refuse(`${JSON.stringify(url.slice(0, 100))} is no address that opens with https://`);
};
