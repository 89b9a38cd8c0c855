import { existsSync } from 'node:fs';
import process from 'node:process';
import { Worker } from 'node:worker_threads';
import type { Writable } from 'node:stream';
import { getHeapStatistics } from 'node:v8';
import { EXIT, renderFailure, STOPPED } from './failure.ts';
import { runProgram } from './program.ts';
import type { FromWorker, ToWorker, WorkerInput } from './worker.ts';

/** How long work may take to end by itself after Ctrl-C, in milliseconds. */
const PATIENCE = 800;
const MEGABYTE = 1024 ** 2;
/** Compiled, the file beside this one has another ending. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/** Runs one command line in this process and ends it with the command's exit code. */
export async function runProcess(args: readonly string[], version: string): Promise<never> {
  quietClosedPipe();
  const exitCode = needsWork(args) ? await runInWorker(args, version) : await runHere(args, version);
  process.exit(exitCode);
}

/** Help, completion and nothing at all are answered at once; resolve, mcp and searches keep nothing that Ctrl-C could lose. */
function needsWork(args: readonly string[]): boolean {
  const [command, inner] = args;
  if (command === undefined || ['help', 'completion', 'complete', 'resolve', 'mcp'].includes(command)) return false;
  if (command === 'cve' && (inner === 'search' || inner === 'score')) return false;
  return !args.some((arg) => arg === '-h' || arg === '--help');
}

function runHere(args: readonly string[], version: string): Promise<number> {
  return runProgram(args, {
    version,
    terminal: {
      ...describeTerminal(),
      stdout: process.stdout,
      stderr: process.stderr,
      env: process.env,
      signal: new AbortController().signal,
    },
  });
}

function describeTerminal(): WorkerInput['terminal'] {
  return {
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    errorColumns: process.stderr.isTTY && process.env.TERM !== 'dumb' ? process.stderr.columns : undefined,
    inputTerminal: process.stdin.isTTY,
    cwd: process.cwd(),
  };
}

/** Work computes for seconds at a time: in a thread of its own, so that this one always hears Ctrl-C. */
function runInWorker(args: readonly string[], version: string): Promise<number> {
  const input: WorkerInput = { args, version, terminal: describeTerminal() };
  const worker = new Worker(WORKER, {
    workerData: input,
    stdin: true,
    resourceLimits: { maxOldGenerationSizeMb: Math.floor(getHeapStatistics().heap_size_limit / MEGABYTE) },
  });
  const tell = (message: ToWorker): void => worker.postMessage(message);
  stopOnSignals(() => tell('stop'));
  return new Promise((resolve) => {
    const failed = (error: unknown): void => {
      const failure = renderFailure(error, { debug: args.includes('--debug'), version });
      process.stderr.write(`${failure.text}\n`);
      resolve(failure.exitCode);
    };
    worker.on('error', failed);
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'end') resolve(message.exitCode);
      else if (message.kind === 'input') process.stdin.pipe(worker.stdin as Writable);
      else if (message.kind === 'note') process.stderr.write(message.text);
      else process.stdout.write(message.text, () => tell('written'));
    });
  });
}

/** First signal: ask; second one, or no answer in time: end. Every finished step is on disk by then. */
function stopOnSignals(ask: () => void): void {
  let asked = false;
  const end = (): never => {
    process.stderr.write(`\nautosel: ${STOPPED}\n`);
    endAtOnce(EXIT.stopped);
  };
  const stop = (): void => {
    if (asked) end();
    asked = true;
    ask();
    setTimeout(end, PATIENCE).unref();
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, stop);
}

const SHELL = '/bin/sh';

/**
 * Ends the process as kill -9 would, with an exit code of its own. An ordinary exit ends the worker, and a local model that computes in
 * native code there answers that with an abort of the whole process; a shell in this one's place has nothing to take down.
 */
function endAtOnce(exitCode: number): never {
  if (existsSync(SHELL)) process.execve?.(SHELL, ['sh', '-c', `exit ${exitCode}`], {});
  process.exit(exitCode);
}

/** `autosel … | head` closes our stdout: there is nobody to tell. */
function quietClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.fine);
    throw error;
  });
  process.stderr.on('error', () => process.exit(EXIT.failed));
}
