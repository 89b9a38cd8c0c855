import PostalMime from 'postal-mime';
import { readAddress } from './address.ts';
import type { MailAddress } from './address.ts';
import { listPaths } from '../git/index.ts';
import { readTouched } from './failure-mail.ts';
import { readProposal } from './read-proposal.ts';
import { readHeaders, type OutgoingMail } from './send-outgoing.ts';

/** What modes, digests and feeds must know of a rendered mail. */
export interface MailContent {
  readonly subject: string;
  readonly author: MailAddress | undefined;
  readonly explanation: string;
  /** Old and new paths of every changed file. */
  readonly paths: readonly string[];
  /** The sender as the From header has it, decoded. */
  readonly sender: MailAddress;
}

/** Reads a mail that autosel rendered, whatever its transfer encoding is. */
export async function readContent({ raw, from }: OutgoingMail): Promise<MailContent> {
  const email = await PostalMime.parse(raw);
  const { subject, author, explanation, patch } = readProposal(email.subject ?? '', email.text ?? '');
  const touched = readHeaders(raw).some(([name, value]) => name === 'x-autosel-decision' && value === 'failure');
  return {
    subject,
    author: author === undefined ? undefined : readAddress(author),
    explanation,
    paths: touched ? readTouched(email.text ?? '') : listPaths(patch),
    sender: { name: email.from?.name ?? '', email: from },
  };
}
