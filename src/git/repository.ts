import type { CommitGraph, PatchBytes, PatchOptions, Repository, Sha, Unread } from './types.ts';
import { ObjectReader } from './cat-file.ts';
import { readAdditions } from './additions.ts';
import { readCommits } from './commits.ts';
import { readContaining, readReaches, readTip } from './ancestry.ts';
import { readBlame } from './blame.ts';
import { findRepository } from './discover.ts';
import { readFileAt } from './file.ts';
import { maxFileBytes, readFiles } from './files.ts';
import { readEntries } from './folder.ts';
import { readGraph } from './graph.ts';
import { searchLines } from './lines.ts';
import { readLog } from './log.ts';
import { mailOptions } from './diff-tree.ts';
import { readPast } from './past.ts';
import { walkPatches } from './patches.ts';
import { makePickRoom } from './pick-room.ts';
import { Git } from './process.ts';
import { readRange } from './range.ts';
import { readHeadRef, readRefs } from './refs.ts';
import { resolveRevision } from './resolve.ts';
import { parseSha } from './sha.ts';
import { findWords } from './words.ts';

/** Bytes kept of one patch unless told otherwise. */
const maxPatchBytes = 4 * 1024 * 1024;
/** A larger file or message is not read. */
const maxObjectBytes = 256 * 1024 * 1024;

export interface OpenOptions {
  /** Ends every git process when it aborts; calls then fail with StoppedError. */
  readonly signal?: AbortSignal;
}

/**
 * Opens the repository that `dir` lies in: a work tree or a folder inside it, a linked work tree, a bare repository.
 * UsageError `not-a-repository`, `unsafe-repository` or `git-missing` when it cannot be read. Nothing is ever written.
 */
export async function openRepository(dir: string, options: OpenOptions = {}): Promise<Repository> {
  const place = await findRepository(dir, options.signal);
  const git = Git.inRepository(place.ownGitDir, options.signal);
  const reader = new ObjectReader(git, maxObjectBytes);
  const fileReader = new ObjectReader(git, maxFileBytes);
  const known = { careful: false };
  const room = makePickRoom({ ...place, git, reader, signal: options.signal });
  const resolve = (revision: string): Promise<Sha | undefined> => resolveRevision({ git, reader }, revision);
  return {
    dir: place.dir,
    gitDir: place.commonGitDir,
    objectFormat: place.objectFormat,
    shallow: place.edges.size > 0,
    partial: place.partial,
    refs: () => readRefs(git, resolve),
    headRef: () => readHeadRef(git),
    graph: (tips): Promise<CommitGraph> =>
      readGraph(git, { tips: tips.map(parseSha), idBytes: place.objectFormat === 'sha1' ? 20 : 32 }),
    commits: (shas) => readCommits(reader, shas),
    patches: (shas, { maxBytes = maxPatchBytes, paths }: PatchOptions = {}): AsyncIterable<PatchBytes | Unread> =>
      walkPatches({ git, known, edges: place.edges, maxBytes, paths }, shas),
    resolve,
    range: (expression) => readRange({ git, resolve }, expression),
    file: (sha, path) => readFileAt(reader, sha, path),
    mailPatch: (sha) => git.read(['diff-tree', ...mailOptions, '--end-of-options', parseSha(sha)]),
    files: (requests) => readFiles(fileReader, requests),
    blame: (request) => readBlame({ git, edges: place.edges }, request),
    words: (request) => findWords(reader, request),
    lines: (request) => searchLines(git, request),
    additions: (request) => readAdditions(git, request),
    log: (request) => readLog(git, request),
    past: (request) => readPast(git, request),
    entries: (request) => readEntries(git, request),
    tip: (request) => readTip(git, request),
    reaches: (request) => readReaches(git, request),
    containing: (request) => readContaining(git, request),
    picks: room.picks,
    startSeries: room.startSeries,
    close: async () => {
      await room.close();
      await reader.close();
      await fileReader.close();
      await git.close();
    },
  };
}
