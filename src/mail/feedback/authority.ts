import type { MailAddress } from '../address.ts';
import { readAddress } from '../address.ts';
import type { Reply } from './reply.ts';

/** The people whose word decides about one commit. */
export interface Deciders {
  /** Who sends the proposals. */
  readonly keepers: readonly MailAddress[];
  readonly author: MailAddress | undefined;
  /** Whole lines `Reviewed-by: A <a@b>`. */
  readonly trailers: readonly string[];
  /** People, not lists: anybody's mail can come in the name of a list. */
  readonly maintainers: readonly MailAddress[];
}

/** Trailers of people who looked at the patch itself; who only got a copy or reported the bug is not among them. */
const LOOKED =
  /^((?:signed-off|reviewed|acked|tested|reviewed-and-tested|acked-and-tested|co-developed|nacked)-by):\s*(.+)$/i;

/** Why the word of a reply's sender decides; undefined when it is only shown. A sender who may be forged never decides. */
export function findAuthority({ from, automatic, forged }: Reply, deciders: Deciders): string | undefined {
  if (automatic !== undefined || forged !== undefined) return undefined;
  const is = (address: MailAddress | undefined): boolean => address?.email.toLowerCase() === from.email;
  if (deciders.keepers.some(is)) return 'keeper';
  if (is(deciders.author)) return 'author';
  if (deciders.maintainers.some(is)) return 'maintainer of the files';
  for (const line of deciders.trailers) {
    const match = LOOKED.exec(line.trim());
    if (match !== null && is(readAddress(match[2] ?? ''))) return (match[1] ?? '').toLowerCase();
  }
  return undefined;
}
