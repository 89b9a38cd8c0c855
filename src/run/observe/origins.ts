import { findPresence, isPresent } from '../../evidence/index.ts';
import type { ConflictPlace } from '../../evidence/index.ts';
import { UnjudgeableError } from '../../errors.ts';
import { parsePatch } from '../../git/index.ts';
import type { Patch, PatchFile, Repository, Sha } from '../../git/index.ts';
import type { History } from '../../history/index.ts';
import { blameTrails } from './blame-trail.ts';

/** Conflicting lines of one commit on one branch. */
export interface Trail {
  /** The commit that does not apply. */
  readonly at: Sha;
  readonly files: readonly ConflictPlace[];
  /** Position of the branch. */
  readonly branch: number;
}

export interface OriginPlace {
  readonly repository: Repository;
  readonly history: History;
  readonly asOf: number;
}

/** Conflicting files of one pick that are traced. */
const TRACED_FILES = 4;
/** Changes of one file that are looked through, newest first. */
const TRACED_CHANGES = 25;
/** Longer patches tell by their beginning. */
const MAX_PATCH_BYTES = 1024 * 1024;
/** A line with fewer letters and digits (`}`, `else`) stands everywhere and names nobody. */
const TELLING = 6;

/** Mainline commits that a branch lacks and that wrote conflicting lines; `why`: why not all of them may be told. */
export interface Origins {
  readonly shas: ReadonlySet<Sha>;
  readonly why: string | undefined;
}

/** What was read of patches; kept while the conflicts of one batch are traced. */
export type ReadLines = Map<string, Lines | undefined>;

/**
 * Which mainline commits that a branch lacks wrote the conflicting lines, for each trail in the order given. Per line it is the newest
 * one that added this very text to the file before the commit: what a blame down to the branch point says, at the price of the
 * patches of that one file instead of a walk over every commit on the way (measured: a tenth). Files are followed by name only. Where no
 * line tells, git blames the conflicting changes: of 100 conflicts that is one in six, and explains half of those.
 */
export async function findOrigins(
  place: OriginPlace,
  trails: readonly Trail[],
  read: ReadLines = new Map(),
): Promise<readonly Origins[]> {
  const touching = indexPaths(place.history, trails);
  const wanted = trails.map((trail) => listCandidates(place, trail, touching));
  await readPatches(place.repository, listWanted(trails, wanted), read);
  const told = trails.map((trail, at) => new Set(wanted[at].flatMap((each) => originsOf(trail, each, read))));
  const silent = trails.filter((_, at) => told[at].size === 0);
  const blamed = await blameTrails(place, silent);
  return trails.map((trail, at) => blamed.get(trail) ?? { shas: told[at], why: undefined });
}

interface Candidates {
  readonly file: ConflictPlace & { readonly oldPath: string };
  /** Newest first. */
  readonly shas: readonly Sha[];
}

/** Rows that change each traced path, oldest first. */
function indexPaths(history: History, trails: readonly Trail[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (const { oldPath } of trails.flatMap(({ files }) => files.slice(0, TRACED_FILES)))
    if (oldPath !== undefined) index.set(oldPath, []);
  const since = Math.min(...trails.map(({ branch }) => history.branches[branch].baseTime));
  const { from, to } = history.between(Math.min(since, history.end), history.end + 1);
  for (let row = from; row < to; row += 1) for (const path of history.commits[row].paths) index.get(path)?.push(row);
  return index;
}

function listCandidates(
  { history, asOf }: OriginPlace,
  { at, files, branch }: Trail,
  touching: ReadonlyMap<string, readonly number[]>,
): Candidates[] {
  const own = history.rowOf(at) ?? 0;
  return files.slice(0, TRACED_FILES).flatMap((file) => {
    const { oldPath } = file;
    if (oldPath === undefined || file.changes === undefined) return [];
    const rows = (touching.get(oldPath) ?? []).filter(
      (row) => row < own && !isPresent(findPresence({ history, row, branch, asOf })),
    );
    const shas = rows.slice(-TRACED_CHANGES).map((row) => history.commits[row].sha);
    return shas.length === 0 ? [] : [{ file: { ...file, oldPath }, shas: shas.toReversed() }];
  });
}

interface Lines {
  /** Texts that the commit adds to the file. */
  readonly added: ReadonlySet<string>;
  /** Lines of the file before the commit that its patch shows, by number. */
  readonly old: ReadonlyMap<number, string>;
}

interface Wanted {
  readonly sha: Sha;
  readonly path: string;
}

const keyOf = ({ sha, path }: Wanted): string => `${sha} ${path}`;

const listWanted = (trails: readonly Trail[], candidates: readonly (readonly Candidates[])[]): readonly Wanted[] =>
  trails.flatMap(({ at }, index) =>
    candidates[index].flatMap(({ file, shas }) => [at, ...shas].map((sha) => ({ sha, path: file.oldPath }))),
  );

/** Reads what is not known yet; a file that its commit does not change under this name is known as undefined. */
async function readPatches(repository: Repository, all: readonly Wanted[], read: ReadLines): Promise<void> {
  const wanted = all.filter((each) => !read.has(keyOf(each)));
  for (const each of wanted) read.set(keyOf(each), undefined);
  const paths = [...new Set(wanted.map(({ path }) => path))];
  // Of the files asked about alone: a commit of a thousand files costs no more than one of two.
  const unsure = await readLimited(repository, { wanted, paths, read });
  await readSome(repository, { wanted: unsure, paths: undefined, read });
}

/** A name that cannot be handed to git limits nothing. */
async function readLimited(repository: Repository, reading: Reading): Promise<readonly Wanted[]> {
  try {
    return await readSome(repository, reading);
  } catch (error) {
    if (error instanceof UnjudgeableError) return reading.wanted;
    throw error;
  }
}

interface Reading {
  readonly wanted: readonly Wanted[];
  readonly paths: readonly string[] | undefined;
  readonly read: ReadLines;
}

/** Gives what could be told only from the whole patch: a file that looks new may have had another name. */
async function readSome(repository: Repository, { wanted, paths, read }: Reading): Promise<readonly Wanted[]> {
  const byCommit = Map.groupBy(wanted, ({ sha }) => sha);
  const unsure: Wanted[] = [];
  for await (const reply of repository.patches(byCommit.keys(), { maxBytes: MAX_PATCH_BYTES, paths })) {
    if (reply.kind !== 'patch') continue;
    const patch = parsePatch(reply.bytes, reply.cut);
    for (const each of byCommit.get(reply.sha) ?? []) {
      const file = patch.files.find(({ oldPath, newPath }) => oldPath === each.path || newPath === each.path);
      if (file === undefined) continue;
      if (paths !== undefined && file.oldPath === undefined) unsure.push(each);
      else read.set(keyOf(each), readLines(patch, file));
    }
  }
  return unsure;
}

const PLUS = 43;

function readLines(patch: Patch, { hunks }: PatchFile): Lines {
  const added = new Set<string>();
  const old = new Map<number, string>();
  for (const hunk of hunks) {
    let number = hunk.oldStart;
    for (let line = hunk.from; line < hunk.to; line += 1) {
      const text = patch.bytes.toString('latin1', patch.lineStart[line], patch.lineEnd[line]).trim();
      const sign = patch.lineSign[line];
      if (sign === PLUS) added.add(text);
      else old.set(number, text);
      if (sign !== PLUS) number += 1;
    }
  }
  return { added, old };
}

function originsOf({ at }: Trail, { file, shas }: Candidates, read: ReadLines): Sha[] {
  const path = file.oldPath;
  const old = read.get(keyOf({ sha: at, path }))?.old ?? new Map<number, string>();
  const texts = new Set<string>();
  for (const { oldStart, oldLines } of file.changes ?? [])
    // One line on either side: changes that only touch conflict as well.
    for (let number = oldStart - 1; number <= oldStart + Math.max(oldLines, 1); number += 1) {
      const text = old.get(number);
      if (text !== undefined && text.replace(/[^A-Za-z0-9]/g, '').length >= TELLING) texts.add(text);
    }
  return [...texts].flatMap((text) => shas.find((sha) => read.get(keyOf({ sha, path }))?.added.has(text)) ?? []);
}
