import process from 'node:process';
import { StoppedError } from '../errors.ts';
import { EXIT, STOPPED } from './failure.ts';
import { runProgram } from './program.ts';

/** How long work may take to end by itself after Ctrl-C, in milliseconds. */
const PATIENCE = 800;

/** Runs one command line in this process and ends it with the command's exit code. */
export async function runProcess(args: readonly string[], version: string): Promise<never> {
  const stop = new AbortController();
  quietClosedPipe();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopSoon(stop));
  const exitCode = await runProgram(args, {
    version,
    terminal: {
      stdout: process.stdout,
      stderr: process.stderr,
      env: process.env,
      cwd: process.cwd(),
      columns: process.stdout.isTTY ? process.stdout.columns : undefined,
      live: process.stderr.isTTY && process.env.TERM !== 'dumb',
      signal: stop.signal,
    },
  });
  process.exit(exitCode);
}

/** First signal: ask; second one, or no answer in time: end. Every finished step is on disk by then. */
function stopSoon(stop: AbortController): void {
  const end = () => {
    process.stderr.write(`\nautosel: ${STOPPED}\n`);
    process.exit(EXIT.stopped);
  };
  if (stop.signal.aborted) end();
  stop.abort(new StoppedError('stopped', STOPPED));
  setTimeout(end, PATIENCE).unref();
}

/** `autosel … | head` closes our stdout: there is nobody to tell. */
function quietClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.fine);
    throw error;
  });
  process.stderr.on('error', () => process.exit(EXIT.failed));
}
