import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseSha } from '../git/index.ts';
import type { Sha } from '../git/index.ts';

/** What one commit of a test repository changes and says. */
export interface CommitInput {
  /** Whole message; the subject is its first line. */
  readonly message: string | Buffer;
  /** New content by path; null deletes. Left out: an empty commit. */
  readonly files?: Readonly<Record<string, string | Buffer | null>>;
  /** Seconds since 1970 for author and committer; left out: one hour after the last commit. */
  readonly time?: number;
  /** `Name <mail>`. */
  readonly author?: string;
}

export interface TestRepo {
  readonly dir: string;
  /** Runs git here with fixed surroundings and gives its trimmed output. */
  git(
    args: readonly string[],
    options?: { readonly input?: string | Buffer; readonly env?: Readonly<Record<string, string>> },
  ): string;
  /** Writes, stages and commits; gives the id. */
  commit(input: CommitInput): Sha;
  /** Switches to a branch, made at `from` (default: here) when it is new. */
  branch(name: string, from?: string): void;
  /** Annotated when a message is given. */
  tag(name: string, message?: string): void;
  /** `cherry-pick -x`, or with a message of its own. */
  pick(revision: string, message?: string): Sha;
  /** A true merge commit of `revision` into the branch that is checked out. */
  merge(revision: string, message: string): Sha;
  /** Id of a revision. */
  id(revision: string): Sha;
  /** Deletes the folder. Also done by `using repo = makeRepo()`. */
  remove(): void;
  [Symbol.dispose](): void;
}

export interface RepoOptions {
  readonly bare?: boolean;
  readonly objectFormat?: 'sha1' | 'sha256';
  /** First branch; default `main`. */
  readonly branch?: string;
}

/** 2020-01-01 00:00:00 UTC: the first commit of every test repository. */
const firstTime = 1_577_836_800;

const person = { name: 'Test Person', email: 'person@example.org' };

/** No configuration of the machine or the person can change what tests see. */
function buildEnvironment(home: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: person.name,
    GIT_AUTHOR_EMAIL: person.email,
    GIT_COMMITTER_NAME: person.name,
    GIT_COMMITTER_EMAIL: person.email,
  };
}

/** An empty temporary folder, in its real place. The caller removes it. */
export function makeFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'autosel-test-')));
}

/** A tiny real repository in a temporary folder: the same calls give the same ids on every machine. */
export function makeRepo(options: RepoOptions = {}): TestRepo {
  const root = makeFolder();
  const dir = join(root, 'repo');
  mkdirSync(dir);
  const base = buildEnvironment(root);
  let now = firstTime;

  const git: TestRepo['git'] = (args, { input, env } = {}) =>
    execFileSync('git', args, {
      cwd: dir,
      env: { ...base, ...datesOf(now), ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      ...(input === undefined ? {} : { input }),
    }).trim();
  const id = (revision: string): Sha =>
    parseSha(git(['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`]));
  const tick = (time?: number): void => void (now = time ?? now + 3600);

  git([
    'init',
    '--quiet',
    `--initial-branch=${options.branch ?? 'main'}`,
    `--object-format=${options.objectFormat ?? 'sha1'}`,
    ...(options.bare === true ? ['--bare'] : []),
  ]);

  const remove = (): void => rmSync(root, { recursive: true, force: true });
  return {
    dir,
    git,
    commit: ({ message, files = {}, time, author }) => {
      tick(time);
      for (const [path, content] of Object.entries(files)) write(dir, path, content);
      if (Object.keys(files).length > 0) git(['add', '--all', '--force', '.']);
      git(
        [
          'commit',
          '--quiet',
          '--allow-empty',
          '--allow-empty-message',
          '--no-verify',
          '--cleanup=verbatim',
          '--file=-',
          ...(author === undefined ? [] : [`--author=${author}`]),
        ],
        { input: message },
      );
      return id('HEAD');
    },
    branch: (name, from) => {
      const known = git(['for-each-ref', `refs/heads/${name}`]) !== '';
      git(
        known
          ? ['checkout', '--quiet', name]
          : ['checkout', '--quiet', '-b', name, ...(from === undefined ? [] : [from])],
      );
    },
    tag: (name, message) => {
      tick();
      git(message === undefined ? ['tag', '--', name] : ['tag', '--annotate', '--file=-', '--', name], {
        input: message ?? '',
      });
    },
    pick: (revision, message) => {
      tick();
      git(['cherry-pick', '-x', '--allow-empty', '--keep-redundant-commits', id(revision)]);
      if (message !== undefined)
        git(['commit', '--quiet', '--amend', '--allow-empty', '--cleanup=verbatim', '--file=-'], { input: message });
      return id('HEAD');
    },
    merge: (revision, message) => {
      tick();
      git(['merge', '--quiet', '--no-ff', '-m', message, id(revision)]);
      return id('HEAD');
    },
    id,
    remove,
    [Symbol.dispose]: remove,
  };
}

function datesOf(time: number): Record<string, string> {
  return { GIT_AUTHOR_DATE: `${time} +0000`, GIT_COMMITTER_DATE: `${time} +0000` };
}

function write(dir: string, path: string, content: string | Buffer | null): void {
  const target = join(dir, path);
  if (content === null) {
    rmSync(target);
    return;
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}
