import { buildGitError, stoppedError } from './failure.ts';
import type { Git } from './process.ts';
import { readWithin } from './time-limit.ts';

/** How long and how much one question may take. */
export interface Bounds {
  /** Milliseconds; default 10,000. */
  readonly timeoutMs?: number;
  /** Ends git at once when it aborts; the call then fails with StoppedError. */
  readonly signal?: AbortSignal;
}

/** What git printed before it ended or a bound was reached. */
export interface BoundedOutput {
  readonly bytes: Buffer;
  /** Why there may be more than this; undefined when it is all. */
  readonly cut: string | undefined;
  /** undefined when a bound ended it. */
  readonly code: number | undefined;
  /** Last line of its complaint, without git's prefix; '' when it had none. */
  readonly said: string;
}

export interface BoundedRun extends Bounds {
  readonly args: readonly string[];
  readonly input?: string;
  readonly maxBytes: number;
}

const defaultTimeoutMs = 10_000;

/** Runs git until it ends or one of the bounds is reached; what came until then is kept. Who calls judges the exit code. */
export async function readBounded(git: Git, run: BoundedRun): Promise<BoundedOutput> {
  const { args, input, maxBytes, signal, timeoutMs = defaultTimeoutMs } = run;
  throwIfAborted(signal);
  const child = git.start(args);
  const onAbort = (): void => void child.stop();
  signal?.addEventListener('abort', onAbort);
  const chunks: Buffer[] = [];
  const read = async (): Promise<BoundedOutput> => {
    child.stdin.end(input ?? '');
    let total = 0;
    for await (const chunk of child.chunks()) {
      chunks.push(chunk);
      total += chunk.length;
      if (total > maxBytes) return cutOutput(chunks, `there was more than ${maxBytes} bytes`);
    }
    const end = await child.ended;
    if (end.code === null) throw buildGitError(end);
    return { bytes: Buffer.concat(chunks), cut: undefined, code: end.code, said: lastComplaint(end.stderr) };
  };
  try {
    const output = await readWithin(child, timeoutMs, read);
    return output === 'late' ? cutOutput(chunks, `it took longer than ${timeoutMs} ms`) : output;
  } catch (error) {
    throwIfAborted(signal);
    throw error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    git.throwIfStopped();
  }
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw stoppedError(signal.reason);
}

const cutOutput = (chunks: readonly Buffer[], cut: string): BoundedOutput => ({
  bytes: Buffer.concat(chunks),
  cut,
  code: undefined,
  said: '',
});

function lastComplaint(stderr: string): string {
  const line = stderr.split('\n').findLast((text) => /^(?:error|fatal): /.test(text)) ?? '';
  return line.replace(/^(?:fatal|error): /, '').slice(0, 300);
}
