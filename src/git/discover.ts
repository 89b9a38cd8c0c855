import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InfrastructureError, UsageError } from '../errors.ts';
import { notARepositoryError } from './failure.ts';
import { Git } from './process.ts';
import { isSha } from './sha.ts';
import type { Sha } from './types.ts';
import { sayWhy } from '../words-of-errors.ts';

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
    const [[format, own, common], promised] = await Promise.all([readPlace(git), namesPromisor(git)]);
    return {
      dir: named,
      ownGitDir: own,
      commonGitDir: common,
      objectFormat: objectFormatOf(format),
      partial: promised || (await hasPromisorPack(common)),
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

type PlaceLines = readonly [format: string, own: string, common: string];

/** All at once, as this is what every start waits for; a path with a line break in it is asked for apart. */
async function readPlace(git: Git): Promise<PlaceLines> {
  const [format, own, common] = ['--show-object-format', '--absolute-git-dir', '--git-common-dir'];
  const output = await git.read(['rev-parse', '--path-format=absolute', format, own, common]);
  const lines = output.toString('utf8').split('\n');
  if (lines.length === 4 && lines[3] === '') return [lines[0], lines[1], lines[2]];
  return Promise.all([
    readLine(git, ['rev-parse', format]),
    readLine(git, ['rev-parse', own]),
    readLine(git, ['rev-parse', '--path-format=absolute', common]),
  ]);
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

/** A clone that was told to fetch objects later: by its configuration. */
async function namesPromisor(git: Git): Promise<boolean> {
  const { end } = await git.attempt(['config', '--get-regexp', '^(extensions\\.partialclone|remote\\..*\\.promisor)$']);
  return end.code === 0;
}

/** The same by a pack that says so. */
async function hasPromisorPack(gitDir: string): Promise<boolean> {
  const folder = join(gitDir, 'objects', 'pack');
  const packs = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new InfrastructureError('packs-unreadable', `${folder} cannot be read: ${sayWhy(error)}`, { cause: error });
  });
  return packs.some((name) => name.endsWith('.promisor'));
}
