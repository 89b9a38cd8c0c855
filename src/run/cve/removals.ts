import type { SeenRemoval } from '../../cve/index.ts';
import { UnjudgeableError } from '../../errors.ts';
import { parsePatch, type Patch, type PatchFile, type Repository, type Sha } from '../../git/index.ts';

export interface RemovalQuestion {
  readonly repository: Repository;
  /** The fix whose lines are looked for. */
  readonly sha: Sha;
  /** The branch as it was on the day. */
  readonly tip: Sha;
  readonly signal: AbortSignal;
}

const MAX_PATCH_BYTES = 1024 * 1024;
const LOOKED_FILES = 3;
/** Changes of one file on the branch that are looked through, newest first. */
const LOOKED_CHANGES = 40;
/** A line with fewer letters and digits stands everywhere. */
const TELLING = 8;
/** So much of the telling lines must have been taken out by one commit. */
const SHARE = 0.5;

/** The newest commit of the branch that took out the lines which the fix changes; undefined where none that was looked at did; the reason where that cannot be told. */
export async function findRemoval(question: RemovalQuestion): Promise<SeenRemoval | undefined> {
  const own = await readPatch(question.repository, question.sha);
  if ('unread' in own) return own;
  let unread: SeenRemoval | undefined;
  for (const file of own.files.slice(0, LOOKED_FILES)) {
    if (file.oldPath === undefined || file.binary) continue;
    const wanted = listLines(own, file, [MINUS]);
    const lines = wanted.size > 0 ? wanted : listLines(own, file, [SPACE]);
    const found = lines.size === 0 ? undefined : await findIn(question, file.oldPath, lines);
    if (found !== undefined && 'sha' in found) return found;
    unread ??= found;
  }
  return unread;
}

const MINUS = 45;
const SPACE = 32;

async function findIn(
  { repository, sha, tip, signal }: RemovalQuestion,
  path: string,
  lines: ReadonlySet<string>,
): Promise<SeenRemoval | undefined> {
  const { shas, why } = await readShas(repository, { tip, path, signal });
  let unread = why;
  for await (const read of repository.patches(shas, { maxBytes: MAX_PATCH_BYTES })) {
    if (read.kind === 'unread') unread ??= read.why;
    if (read.kind !== 'patch' || read.sha === sha) continue;
    const patch = parsePatch(read.bytes, read.cut);
    const files = patch.files.filter(({ oldPath, newPath }) => oldPath === path || newPath === path);
    const gone = new Set(files.flatMap((file) => [...listLines(patch, file, [MINUS])]));
    const kept = new Set(files.flatMap((file) => [...listLines(patch, file, [PLUS])]));
    const taken = [...lines].filter((line) => gone.has(line) && !kept.has(line)).length;
    if (taken > 0 && taken >= SHARE * lines.size)
      return { sha: read.sha, subject: await readSubject(repository, read.sha) };
  }
  return unread === undefined ? undefined : { unread };
}

const PLUS = 43;

interface FileChanges {
  readonly shas: readonly Sha[];
  /** Why there may be more of them. */
  readonly why: string | undefined;
}

/** A file that the branch does not have under this name has no changes to look through. */
async function readShas(
  repository: Repository,
  { tip, path, signal }: { readonly tip: Sha; readonly path: string; readonly signal: AbortSignal },
): Promise<FileChanges> {
  try {
    const { shas, cut } = await repository.log({ revision: tip, path, limit: LOOKED_CHANGES, signal });
    return { shas: await leaveMerges(repository, shas), why: cut };
  } catch (error) {
    if (error instanceof UnjudgeableError) return { shas: [], why: error.message };
    throw error;
  }
}

/** A merge takes nothing out itself. */
async function leaveMerges(repository: Repository, shas: readonly Sha[]): Promise<readonly Sha[]> {
  const plain: Sha[] = [];
  for await (const commit of repository.commits(shas))
    if (commit.kind === 'commit' && commit.parents.length < 2) plain.push(commit.sha);
  return plain;
}

async function readPatch(repository: Repository, sha: Sha): Promise<Patch | { readonly unread: string }> {
  for await (const read of repository.patches([sha], { maxBytes: MAX_PATCH_BYTES }))
    return read.kind === 'patch' ? parsePatch(read.bytes, read.cut) : { unread: read.why };
  return { unread: 'git gave no patch' };
}

async function readSubject(repository: Repository, sha: Sha): Promise<string> {
  for await (const commit of repository.commits([sha])) if (commit.kind === 'commit') return commit.subject;
  return '';
}

/** Telling lines of a file with one of the signs, without white space at their ends. */
function listLines(patch: Patch, { hunks }: PatchFile, signs: readonly number[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const hunk of hunks)
    for (let line = hunk.from; line < hunk.to; line += 1) {
      if (!signs.includes(patch.lineSign[line])) continue;
      const text = patch.bytes.toString('latin1', patch.lineStart[line], patch.lineEnd[line]).trim();
      if (text.replaceAll(/[^A-Za-z0-9]/g, '').length >= TELLING) found.add(text);
    }
  return found;
}
