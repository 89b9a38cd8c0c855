import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { notARepositoryError } from './failure.ts';
import { Git } from './process.ts';
import { isSha } from './sha.ts';
import type { Sha } from './types.ts';

export interface Place {
  /** The folder that was named, absolute. */
  readonly dir: string;
  /** The git directory of this work tree, absolute. */
  readonly ownGitDir: string;
  /** The one that all work trees share, absolute. */
  readonly commonGitDir: string;
  readonly objectFormat: 'sha1' | 'sha256';
  readonly partial: boolean;
  /** Commits whose parents a shallow clone left out. */
  readonly edges: ReadonlySet<Sha>;
}

/** Finds the repository that a folder lies in. UsageError when there is none, or git does not trust it. */
export async function findRepository(dir: string, signal?: AbortSignal): Promise<Place> {
  const named = resolve(dir);
  await checkFolder(named);
  const git = Git.inFolder(named, signal);
  try {
    const [format, own, common] = await Promise.all([
      readLine(git, ['rev-parse', '--show-object-format']),
      readLine(git, ['rev-parse', '--absolute-git-dir']),
      readLine(git, ['rev-parse', '--path-format=absolute', '--git-common-dir']),
    ]);
    return {
      dir: named,
      ownGitDir: own,
      commonGitDir: common,
      objectFormat: objectFormatOf(format),
      partial: await isPartial(common, git),
      edges: await readEdges(common),
    };
  } finally {
    await git.close();
  }
}

async function checkFolder(dir: string): Promise<void> {
  try {
    if ((await stat(dir)).isDirectory()) return;
  } catch (error) {
    throw notARepositoryError(dir, error);
  }
  throw notARepositoryError(dir);
}

async function readLine(git: Git, args: readonly string[]): Promise<string> {
  const output = await git.read(args);
  return output.toString('utf8').replace(/\r?\n$/, '');
}

function objectFormatOf(text: string): 'sha1' | 'sha256' {
  if (text === 'sha1' || text === 'sha256') return text;
  throw new UsageError(
    'unknown-object-format',
    `the repository names its objects by ${JSON.stringify(text)}; sha1 and sha256 can be read`,
  );
}

async function readEdges(gitDir: string): Promise<ReadonlySet<Sha>> {
  const text = await readFile(join(gitDir, 'shallow'), 'latin1').catch(absentAsEmpty);
  return new Set(text.split('\n').filter(isSha));
}

function absentAsEmpty(error: NodeJS.ErrnoException): '' {
  if (error.code === 'ENOENT') return '';
  throw error;
}

/** A clone that was told to fetch objects later: by its configuration, or by a pack that says so. */
async function isPartial(gitDir: string, git: Git): Promise<boolean> {
  const { end } = await git.attempt(['config', '--get-regexp', '^(extensions\\.partialclone|remote\\..*\\.promisor)$']);
  if (end.code === 0) return true;
  const packs = await readdir(join(gitDir, 'objects', 'pack')).catch(() => []);
  return packs.some((name) => name.endsWith('.promisor'));
}
