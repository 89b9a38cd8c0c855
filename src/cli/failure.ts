import { AutoselError, StoppedError, UnjudgeableError, UsageError } from '../errors.ts';
import { sayWhy } from '../words-of-errors.ts';

/** What the process says and how it ends after an error. */
export interface Failure {
  /** Lines for stderr, without the newline at the end; empty when there is nothing to say. */
  readonly text: string;
  readonly exitCode: number;
}

/** What a person who pressed Ctrl-C must know. */
export const STOPPED = 'stopped; finished steps are kept: the same command goes on from there';

export const EXIT = { fine: 0, failed: 1, usage: 2, incomplete: 3, stopped: 130 } as const;

export interface FailureContext {
  readonly debug: boolean;
  readonly version: string;
}

/** Renders what went wrong as one line, told apart by who must act. */
export function renderFailure(error: unknown, context: FailureContext): Failure {
  if (isCode(error, 'EPIPE')) return { text: '', exitCode: EXIT.fine };
  const text = withStack(failureLine(error, context), error, context.debug);
  return { text, exitCode: exitCodeOf(error) };
}

function exitCodeOf(error: unknown): number {
  if (error instanceof StoppedError) return EXIT.stopped;
  if (error instanceof UnjudgeableError) return EXIT.incomplete;
  return error instanceof UsageError ? EXIT.usage : EXIT.failed;
}

function failureLine(error: unknown, context: FailureContext): string {
  if (error instanceof StoppedError) return `autosel: ${STOPPED}`;
  if (error instanceof AutoselError) return `autosel: ${oneLine(error.message)}`;
  const system = systemFailure(error);
  if (system !== undefined) return `autosel: ${system}`;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const more = context.debug
    ? 'please report it with this text'
    : 'please report it with the output of the same command with --debug';
  return `autosel: this is a bug: ${oneLine(what)} (autosel ${context.version}); ${more}`;
}

/** Failures of the machine that reach us without a sentence of their own. */
function systemFailure(error: unknown): string | undefined {
  if (isCode(error, 'ENOSPC')) return `no space left on the device${where(error)}: free some and call again`;
  if (isCode(error, 'EDQUOT')) return `disk quota exceeded${where(error)}: free some and call again`;
  if (isCode(error, 'EACCES') || isCode(error, 'EPERM')) return `permission denied${where(error)}`;
  if (isCode(error, 'EROFS')) return `the file system is read-only${where(error)}`;
  if (isCode(error, 'ERR_WORKER_OUT_OF_MEMORY'))
    return 'out of memory: allow more with NODE_OPTIONS=--max-old-space-size=8192 (megabytes) and call again';
  if (isCode(error, 'EMFILE')) return 'too many open files: raise the limit (ulimit -n) and call again';
  if (['ELOOP', 'ENAMETOOLONG', 'EISDIR', 'ENOTDIR', 'EIO'].some((code) => isCode(error, code)))
    return `a file or folder cannot be used${where(error)}: ${sayWhy(error)}`;
  return undefined;
}

function where(error: unknown): string {
  const path = (error as { path?: unknown }).path;
  return typeof path === 'string' ? ` at ${oneLine(path)}` : '';
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}

/** Control characters would let text from a repository write over the terminal. */
function oneLine(text: string): string {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\p{Cc}/gu, '?')
    .trim();
}

function withStack(line: string, error: unknown, debug: boolean): string {
  if (!debug || !(error instanceof Error)) return line;
  const stacks: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) stacks.push(at.stack ?? String(at));
  return [line, ...stacks].join('\n');
}
