import type { ImapFlow } from 'imapflow';
import { InfrastructureError, UsageError } from '../../../errors.ts';

/** A mailbox on a server. */
export interface ImapMailbox {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly folder: string;
  /** PEM of an authority besides those of the system. */
  readonly ca?: string | undefined;
}

export interface ImapQuestion {
  /** Seconds since 1970: mails that the server got before that day are passed over. */
  readonly since: number;
  readonly signal?: AbortSignal | undefined;
}

/** Bytes of one mail that are asked for: what people write stands at its beginning. */
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * The mails of a folder, oldest first. The folder is opened for reading alone: nothing is marked as seen.
 * @throws UsageError `imap-login` or `imap-folder`, InfrastructureError `imap-unreachable`.
 */
export async function* walkImap(mailbox: ImapMailbox, { since, signal }: ImapQuestion): AsyncGenerator<Buffer> {
  const client = await connect(mailbox);
  const stop = (): void => client.close();
  signal?.addEventListener('abort', stop);
  try {
    await openFolder(client, mailbox);
    const found = await client.search({ since: new Date(since * 1000) }, { uid: true });
    for (const uid of found === false ? [] : (found ?? [])) {
      const mail = await client.fetchOne(String(uid), { source: { start: 0, maxLength: MOST_BYTES } }, { uid: true });
      if (mail !== false && mail?.source !== undefined) yield mail.source;
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    await client.logout().catch(() => client.close());
  }
}

async function connect({ host, port, security, user, password, ca }: ImapMailbox): Promise<ImapFlow> {
  const library = await import('imapflow');
  const client = new library.ImapFlow({
    host,
    port,
    secure: security === 'tls',
    doSTARTTLS: security === 'tls' ? undefined : security === 'starttls',
    auth: { user: user ?? '', pass: password ?? '' },
    tls: ca === undefined ? {} : { ca },
    logger: false,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    const { message, authenticationFailed } = error as Error & { authenticationFailed?: boolean };
    if (authenticationFailed === true)
      throw new UsageError(
        'imap-login',
        `${host}:${port} refuses the login of ${user ?? ''}: look at imap.user and its password`,
        {
          cause: error,
        },
      );
    throw new InfrastructureError(
      'imap-unreachable',
      `cannot reach the mailbox at ${host}:${port} (${security}): ${message}`,
      {
        cause: error,
      },
    );
  }
}

async function openFolder(client: ImapFlow, { folder, host }: ImapMailbox): Promise<void> {
  try {
    await client.mailboxOpen(folder, { readOnly: true });
  } catch (cause) {
    throw new UsageError('imap-folder', `${host} has no folder ${JSON.stringify(folder)}: look at imap.folder`, {
      cause,
    });
  }
}
