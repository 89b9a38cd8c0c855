import { InfrastructureError, StoppedError, UsageError } from '../errors.ts';

export interface GitEnd {
  readonly args: readonly string[];
  readonly dir: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

const notARepository = /not a git repository|invalid gitfile format|cannot change to/i;
const unsafe = /dubious ownership|unsafe repository|safe\.bareRepository/i;

function lastLines(stderr: string): string {
  return stderr.trim().split('\n').slice(-4).join(' | ').slice(0, 600);
}

function quote(dir: string): string {
  return /^[\w./+@-]+$/.test(dir) ? dir : JSON.stringify(dir);
}

export function notARepositoryError(dir: string, cause?: unknown): UsageError {
  return new UsageError(
    'not-a-repository',
    `${quote(dir)} is not in a git repository: name a clone, a work tree or a bare repository with --repo`,
    { cause },
  );
}

function unsafeRepositoryError(dir: string, stderr: string): UsageError {
  return new UsageError(
    'unsafe-repository',
    `git does not trust ${quote(dir)} (${lastLines(stderr).split(' | ')[0]}): if you do, run ` +
      `git config --global --add safe.directory ${quote(dir)}`,
  );
}

export function gitMissingError(cause: unknown): UsageError {
  return new UsageError('git-missing', 'git was not found on the PATH: install git 2.34 or newer', { cause });
}

export function stoppedError(cause?: unknown): StoppedError {
  return new StoppedError('stopped', 'stopped on request while reading the repository', { cause });
}

/** One error for a git process that failed: what ran, where, how it ended, what it said. */
export function buildGitError(end: GitEnd): UsageError | InfrastructureError | StoppedError {
  // Ctrl-C on a terminal reaches git as well, sometimes before it reaches us.
  if (end.signal === 'SIGINT') return stoppedError();
  if (unsafe.test(end.stderr)) return unsafeRepositoryError(end.dir, end.stderr);
  if (notARepository.test(end.stderr)) return notARepositoryError(end.dir);
  const how = end.signal === null ? `exit code ${end.code}` : `signal ${end.signal}`;
  const said = lastLines(end.stderr) || 'nothing on stderr';
  return new InfrastructureError(
    'git-failed',
    `git ${end.args.join(' ')} in ${quote(end.dir)} ended with ${how}: ${said}; ` +
      'run it there by hand, and git fsck if it names a broken object',
  );
}
