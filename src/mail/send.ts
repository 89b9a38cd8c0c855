import { Readable } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';
import { InfrastructureError, UsageError } from '../errors.ts';
import type { OutgoingMail } from './send-outgoing.ts';
import type { Delivery, MailWay } from './send-ways.ts';

/** A server that takes mails. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** `tls`: from the first byte; `starttls`: a line that cannot be encrypted is refused; `none`: plain, for this machine alone. */
  readonly security: 'tls' | 'starttls' | 'none';
  /** Undefined: the server asks for no name. */
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** PEM of an authority besides those of the system. */
  readonly ca?: string | undefined;
}

const CLOSING = 421;
/** Milliseconds for a connection, and of silence afterwards. */
const PATIENCE = { connect: 30_000, silence: 120_000 };

/**
 * Gives mails to a server, one after the other over one connection. A mail is `unclear` when the line broke after its text began to flow
 * and before the server answered: some servers have it then, some do not.
 */
export function openSmtp(server: SmtpServer): MailWay {
  let line: SMTPConnection | undefined;
  const drop = (): void => {
    line?.close();
    line = undefined;
  };
  return {
    name: 'smtp',
    async send(mail) {
      if (mail.recipients.length === 0) return { kind: 'refused', why: 'it names nobody in To and Cc' };
      for (let attempt = 1; ; attempt += 1) {
        const fresh = line === undefined;
        line ??= await connect(server);
        const delivery = await give(line, mail);
        if (delivery.kind !== 'sent') drop();
        // A server closes idle lines: the first try on an old one may find it gone.
        if (delivery.kind !== 'unsent' || fresh || attempt > 1) return delivery;
      }
    },
    close() {
      line?.quit();
      line = undefined;
      return Promise.resolve();
    },
  };
}

async function connect(server: SmtpServer): Promise<SMTPConnection> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection');
  const line = new Connection({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    connectionTimeout: PATIENCE.connect,
    greetingTimeout: PATIENCE.connect,
    socketTimeout: PATIENCE.silence,
    tls: server.ca === undefined ? {} : { ca: server.ca },
  });
  try {
    await connected(line);
    if (server.user !== undefined) await login(line, { user: server.user, pass: server.password ?? '' });
  } catch (error) {
    line.close();
    throw explainConnection(error, server);
  }
  // Breaks between two mails are found by the next one.
  line.on('error', () => {});
  return line;
}

function connected(line: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    line.once('error', reject);
    line.connect((error) => {
      line.removeListener('error', reject);
      if (error) reject(error);
      else resolve();
    });
  });
}

function login(line: SMTPConnection, auth: { readonly user: string; readonly pass: string }): Promise<void> {
  return new Promise((resolve, reject) => line.login(auth, (error) => (error ? reject(error) : resolve())));
}

function explainConnection(error: unknown, { host, port, security, user }: SmtpServer): Error {
  const { message, code } = error as Error & { code?: string };
  const where = `${host}:${port}`;
  if (code === 'EAUTH')
    return new UsageError(
      'smtp-login',
      `${where} refuses the login of ${user}: ${message}; look at smtp.user and its password`,
      {
        cause: error,
      },
    );
  if (code === 'ETLS')
    return new UsageError('smtp-tls', `no safe line to ${where} (${security}): ${message}; look at smtp.security`, {
      cause: error,
    });
  return new InfrastructureError('smtp-unreachable', `cannot reach the mail server ${where}: ${message}`, {
    cause: error,
  });
}

/** One transaction; the outcome is told apart by what the server answered and whether the text had begun to flow. */
function give(line: SMTPConnection, mail: OutgoingMail): Promise<Delivery> {
  let flowing = false;
  const text = Readable.from(
    (function* () {
      flowing = true;
      yield mail.raw;
    })(),
    { objectMode: false },
  );
  const envelope = { from: mail.from, to: [...mail.recipients], size: mail.raw.length, use8BitMime: true };
  return new Promise((resolve) => {
    line.send(envelope, text, (error, info) => {
      resolve(error ? sayFailure(error, flowing) : { kind: 'sent', detail: sayAccepted(info) });
    });
  });
}

interface SmtpFailure extends Error {
  readonly code?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
}

function sayFailure(error: SmtpFailure, flowing: boolean): Delivery {
  const why = (error.response ?? error.message).replace(/\p{Cc}+/gu, ' ').slice(0, 300);
  const code = error.responseCode ?? 0;
  // 421 says that the line is closed (RFC 5321, 3.8), and nothing of the mail that was just given.
  if (code < 400 || code === CLOSING) return { kind: flowing ? 'unclear' : 'unsent', why };
  return { kind: code >= 500 ? 'refused' : 'unsent', why };
}

function sayAccepted(info: SMTPConnectionSendInfo): string {
  const refused = info.rejected.length === 0 ? '' : `; refused: ${info.rejected.join(', ')}`;
  return `${info.response.replace(/\p{Cc}+/gu, ' ').slice(0, 200)}${refused}`;
}
