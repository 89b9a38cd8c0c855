import PostalMime from 'postal-mime';
import { readAddress } from './address.ts';
import type { MailAddress } from './address.ts';
import { readProposal } from './read-proposal.ts';
import type { OutgoingMail } from './send-outgoing.ts';

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
  const paths = patch.files.flatMap((file) => [file.oldPath, file.newPath].filter((path) => path !== undefined));
  return {
    subject,
    author: author === undefined ? undefined : readAddress(author),
    explanation,
    paths: [...new Set(paths)],
    sender: { name: email.from?.name ?? '', email: from },
  };
}
