import { createServer, type Server } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A real SMTP server on loopback that keeps what it took. */
export interface TestSmtp {
  readonly port: number;
  /** Whole mails in the order in which they were accepted. */
  readonly mails: Buffer[];
  /** Envelope recipients of each. */
  readonly recipients: string[][];
  /** Called at each stage of each mail; it may kill a client, break the line (throw) or wait. */
  onStage: (stage: SmtpStage, n: number) => Promise<void> | void;
  /** Closes every line, as a server does that was idle for too long. */
  dropLines(): void;
  close(): Promise<void>;
}

/** `taken`: the mail is kept and the answer has not been written yet. */
export type SmtpStage = 'connected' | 'from' | 'to' | 'text' | 'taken' | 'answered';

export async function startSmtp(options: SMTPServerOptions = {}): Promise<TestSmtp> {
  const counts: Record<SmtpStage, number> = { connected: 0, from: 0, to: 0, text: 0, taken: 0, answered: 0 };
  const stage = async (name: SmtpStage): Promise<void> => {
    counts[name] += 1;
    await test.onStage(name, counts[name]);
  };
  const answer = async (name: SmtpStage, done: (error?: Error | null) => void): Promise<void> => {
    try {
      await stage(name);
    } catch (error) {
      done(error as Error);
      return;
    }
    done();
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onConnect: (_session, done) => void answer('connected', done),
    onMailFrom: (_address, _session, done) => void answer('from', done),
    onRcptTo: (_address, _session, done) => void answer('to', done),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.once('data', () => void stage('text'));
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        test.mails.push(Buffer.concat(chunks));
        test.recipients.push(session.envelope.rcptTo.map(({ address }) => address));
        void answer('taken', (error) => {
          done(error);
          if (!error) void stage('answered');
        });
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  const test: TestSmtp = {
    port,
    mails: [],
    recipients: [],
    onStage: () => {},
    dropLines: () => {
      for (const line of server.connections) line.close();
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return test;
}

/** A port on which nobody listens. */
export async function findClosedPort(): Promise<number> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
