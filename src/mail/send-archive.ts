import { openMailArchive } from '../git/index.ts';
import { readHeaders } from './send-outgoing.ts';
import type { OutgoingMail } from './send-outgoing.ts';
import type { MailWay } from './send-ways.ts';

/** A mail archive as public-inbox has them, for those who want to read along and get no mail. */
export async function openArchive(
  folder: string,
  signal?: AbortSignal,
): Promise<MailWay & { readAll(): AsyncIterable<Buffer> }> {
  const archive = await openMailArchive(folder, signal);
  return {
    name: `archive ${archive.gitDir}`,
    async send(mail) {
      const id = await archive.append({ ...mail, email: mail.from, name: readName(mail) });
      return { kind: 'sent', detail: `commit ${id.slice(0, 12)}` };
    },
    async holds(messageId) {
      for await (const raw of archive.read())
        if (readHeaders(raw).some(([name, value]) => name === 'message-id' && value === `<${messageId}>`)) return true;
      return false;
    },
    readAll: () => archive.read(),
    close: () => archive.close(),
  };
}

/** The display name of a From header; encoded words stay as they are. */
function readName({ raw }: OutgoingMail): string {
  const from = readHeaders(raw).find(([name]) => name === 'from')?.[1] ?? '';
  return from
    .replace(/<[^<>]*>\s*$/, '')
    .replace(/^\s*"(.*)"\s*$/, '$1')
    .trim();
}
