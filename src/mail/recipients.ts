import type { Commit } from '../git/index.ts';
import type { MailAddress } from './address.ts';
import { readAddress, uniteAddresses } from './address.ts';

/** Trailers whose people hear of a proposal. */
const PEOPLE = /^(cc|[a-z-]+-by|[a-z-]+-and-tested-by)$/i;

/** Addresses of the stable process itself: a tag to them is a wish, and writing to them is the sender's choice (`to`). */
const PROCESS = /^(stable|autosel|stable\+[\w.-]+)@(vger\.)?kernel\.org$|^stable@dpdk\.org$/i;

/** The author and everybody in the message's trailers, each once, then `cc` and the sender; nobody who is in `to` already. */
export function chooseRecipients(
  commit: Commit,
  {
    to,
    cc,
    sender,
  }: { readonly to: readonly MailAddress[]; readonly cc: readonly MailAddress[]; readonly sender: MailAddress },
): readonly MailAddress[] {
  const author = readAddress(commit.author.email);
  const named = commit.body.split('\n').flatMap((line) => {
    const trailer = /^([A-Za-z-]+):\s*(.+)$/.exec(line);
    const address = PEOPLE.test(trailer?.[1] ?? '') ? readAddress(trailer?.[2] ?? '') : undefined;
    return address === undefined || PROCESS.test(address.email) ? [] : [address];
  });
  const first = author === undefined ? [] : [{ ...author, name: commit.author.name }];
  return uniteAddresses([...first, ...named, ...cc, sender], to);
}
