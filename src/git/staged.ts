import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { diffOptions } from './diff-tree.ts';
import { findRepository, type Place } from './discover.ts';
import { buildGitError } from './failure.ts';
import { Git } from './process.ts';
import { parseSha } from './sha.ts';
import type { Person } from './types.ts';

export interface StagedRequest {
  /** A folder of the work tree. */
  readonly dir: string;
  /** The index that git made for this commit, as it tells its hooks; undefined: the usual one. */
  readonly indexFile: string | undefined;
  /** The commit that is made again, where one is: its parent is what the change is against. */
  readonly amends: boolean;
  readonly signal?: AbortSignal;
}

const maxBytes = 64 * 1024 * 1024;
const emptyTree = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
};

/** What the next commit will change, as `git diff --cached` prints it; empty where nothing is staged. Nothing is written. */
export async function readStaged({ dir, indexFile, amends, signal }: StagedRequest): Promise<Buffer> {
  const place = await findRepository(dir, signal);
  const file = indexFile === undefined ? join(place.ownGitDir, 'index') : absolute(place.dir, indexFile);
  // Without an index, as in a bare repository, everything would look deleted.
  if (!existsSync(file)) return Buffer.alloc(0);
  const git = Git.inRepository(place.ownGitDir, signal, { GIT_INDEX_FILE: file });
  try {
    const against = await findBase(git, place, amends);
    if (against === undefined) return Buffer.alloc(0);
    const options = diffOptions.filter((option) => !notOfIndex.test(option));
    return await git.read(['diff-index', '--cached', ...options, against, '--'], { maxBytes });
  } finally {
    await git.close();
  }
}

/** What the change is against; undefined where a shallow clone left it out. */
async function findBase(git: Git, { objectFormat, edges }: Place, amends: boolean): Promise<string | undefined> {
  const { end, stdout } = await git.attempt(['rev-list', '--parents', '--no-walk', 'HEAD', '--']);
  if (end.code !== 0) {
    if (end.code !== null && (await isUnborn(git))) return emptyTree[objectFormat];
    throw buildGitError(end);
  }
  const [head, parent] = stdout.toString('latin1').trim().split(' ');
  if (!amends) return head;
  return parent ?? (edges.has(parseSha(head)) ? undefined : emptyTree[objectFormat]);
}

/** Whether HEAD names a branch that has no commit yet, rather than one that cannot be read. */
async function isUnborn(git: Git): Promise<boolean> {
  const head = await git.attempt(['symbolic-ref', '--quiet', 'HEAD']);
  if (head.end.code !== 0) return false;
  const name = head.stdout.toString('latin1').replace(/\n$/, '');
  const { end, stdout } = await git.attempt(['for-each-ref', '--format=%(refname)', '--', name]);
  const isBroken = end.code !== 0 || end.stderr.includes('broken ref');
  return !isBroken && !stdout.toString('latin1').split('\n').includes(name);
}

/** Options that only a walk over commits takes. */
const notOfIndex = /^--(?:root|always|diff-merges=.*)$/;

const absolute = (dir: string, file: string): string => (isAbsolute(file) ? file : join(dir, file));

/** The sign that begins a comment in the message that is edited: `core.commentChar` or `core.commentString`, the last one set; else `#`. */
export async function readCommentSign(dir: string, signal?: AbortSignal): Promise<string> {
  const git = Git.inFolder(dir, signal);
  try {
    const { end, stdout } = await git.attempt(['config', '-z', '--get-regexp', '^core\\.comment(char|string)$']);
    if (end.code !== 0 && end.code !== 1) throw buildGitError(end);
    const entries = stdout.toString('utf8').split('\0').slice(0, -1);
    const signs = entries.map((entry) => entry.replace(/^[^\n]*\n?/, ''));
    return signs.findLast((sign) => sign !== '') ?? '#';
  } finally {
    await git.close();
  }
}

/** The text that a message begins with, as `commit.template` names it: a path as git expands it; undefined: there is none. */
export const readTemplatePath = (dir: string, signal?: AbortSignal): Promise<string | undefined> =>
  readSetting(dir, ['--path', 'commit.template'], signal);

/** How git cleans a message up, as `commit.cleanup` says; undefined: nobody said. */
export const readCleanup = (dir: string, signal?: AbortSignal): Promise<string | undefined> =>
  readSetting(dir, ['commit.cleanup'], signal);

async function readSetting(
  dir: string,
  name: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const git = Git.inFolder(dir, signal);
  try {
    const { end, stdout } = await git.attempt(['config', '--get', ...name]);
    return end.code === 0 ? stdout.toString('utf8').replace(/\n$/, '') : undefined;
  } finally {
    await git.close();
  }
}

/** Who would be the author of a commit made in that folder; undefined where git does not know. */
export async function readAuthorIdentity(
  dir: string,
  signal?: AbortSignal,
): Promise<Pick<Person, 'name' | 'email'> | undefined> {
  const git = Git.inFolder(dir, signal);
  try {
    const { end, stdout } = await git.attempt(['var', 'GIT_AUTHOR_IDENT']);
    const found = /^(.*) <([^<>]*)> \d+ [+-]\d+\n?$/.exec(end.code === 0 ? stdout.toString('utf8') : '');
    return found === null ? undefined : { name: found[1], email: found[2] };
  } finally {
    await git.close();
  }
}
