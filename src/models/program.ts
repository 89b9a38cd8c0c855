import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';

export interface ProgramCall {
  /** The program and its arguments; no shell reads them. */
  readonly argv: readonly [string, ...string[]];
  readonly input: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** It prints at most this much, bytes. */
  readonly maxBytes: number;
  /** Ends the program and everything that it started. */
  readonly signal: AbortSignal;
}

export interface ProgramEnd {
  readonly how: 'ended' | 'stopped' | 'too-long' | 'not-started';
  /** Exit code; undefined when a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  /** The end of what it complained about; or why it could not be started. */
  readonly stderr: string;
}

const MAX_STDERR = 4096;
/** How long a program may take to end after it was asked to, milliseconds. */
const GRACE = 2000;

/** Runs one program to its end; it is gone when this returns, however it ended. Never throws. */
export const runProgram = async (call: ProgramCall): Promise<ProgramEnd> => {
  if (call.signal.aborted) return { how: 'stopped', code: undefined, stdout: '', stderr: '' };
  const [program, ...args] = call.argv;
  const child = spawn(program, args, {
    env: { ...call.env },
    stdio: 'pipe',
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  return follow(child, call);
};

const follow = async (child: ChildProcessWithoutNullStreams, call: ProgramCall): Promise<ProgramEnd> => {
  let how: ProgramEnd['how'] = 'ended';
  const stdout: Buffer[] = [];
  let [bytes, stderr] = [0, ''];
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const end = (why: ProgramEnd['how']): void => {
    if (how !== 'ended') return;
    how = why;
    endGroup(child);
  };
  const onAbort = (): void => end('stopped');
  child.stdin.on('error', () => {});
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > call.maxBytes) end('too-long');
    else stdout.push(chunk);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-MAX_STDERR);
  });
  child.on('error', (error) => {
    how = 'not-started';
    stderr = error.message;
    resolve(undefined);
  });
  child.on('close', (code) => resolve(code ?? undefined));
  call.signal.addEventListener('abort', onAbort, { once: true });
  child.stdin.end(call.input);
  try {
    const code = await promise;
    return { how, code, stdout: Buffer.concat(stdout).toString('utf8'), stderr };
  } finally {
    call.signal.removeEventListener('abort', onAbort);
  }
};

/** Asks the program and its children to end, and after a grace period does not ask. */
const endGroup = (child: ChildProcessWithoutNullStreams): void => {
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE);
  child.once('close', () => {
    clearTimeout(timer);
    signalGroup(child, 'SIGKILL');
  });
};

const signalGroup = (child: ChildProcessWithoutNullStreams, signal: NodeJS.Signals): void => {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Nothing of it runs any more.
  }
};
