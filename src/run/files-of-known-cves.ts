import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  openCveFolder,
  parseCveList,
  parseKnownCve,
  readEntries,
  readSteadily,
  readTexts,
  type CveFolder,
  type KnownCve,
} from '../cve/index.ts';
import { UsageError } from '../errors.ts';
import { inTurns } from './turns.ts';
import { openRepository, type Repository } from '../git/index.ts';
import { sayWhy } from '../words-of-errors.ts';

/**
 * Published CVEs of a folder in the public layout (a clone of the records, or its `cve/`), or of a file that lists commits. In a clone the
 * day on which a record came into `published` is the day it is known since.
 * UsageError `cve-records` when there are none, `no-cve-folder` for a folder of another kind.
 */
export async function readKnownCves(place: string, signal: AbortSignal): Promise<readonly KnownCve[]> {
  const about = await stat(place).catch((cause: unknown) => {
    throw refuse(place, sayWhy(cause), cause);
  });
  if (about.isFile()) return readList(place);
  const folder = await openCveFolder(place);
  const days = await readDays(path.join(folder.root, 'published'), signal);
  const known = await readSteadily(folder, () => readPublished(folder, days, signal), signal);
  if (known.length === 0) throw refuse(place, 'it holds no CVE under published/<year>/');
  return known;
}

async function readList(file: string): Promise<readonly KnownCve[]> {
  const known = parseCveList(await readFile(file, 'utf8'), file);
  if (known.length === 0) throw refuse(file, 'it names no commit');
  return known;
}

async function readPublished(
  folder: CveFolder,
  days: ReadonlyMap<string, number>,
  signal: AbortSignal,
): Promise<readonly KnownCve[]> {
  const known: KnownCve[] = [];
  for await (const entry of inTurns(readEntries(folder, ['published']), signal)) {
    const texts = readTexts(folder, entry, ['sha1', 'dyad', 'vulnerable', 'json']);
    known.push(parseKnownCve(entry.id, texts, days.get(entry.id)));
  }
  return known;
}

const refuse = (place: string, why: string, cause?: unknown): UsageError =>
  new UsageError(
    'cve-records',
    `cannot read CVE records from ${place}: ${why}; name a clone of the public records, or a file with one commit id a line`,
    { cause },
  );

/** By CVE the day its files came into the folder; empty where no repository keeps them. */
async function readDays(root: string, signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
  const repository = await openRepository(root, { signal }).catch((error: unknown) => {
    if (error instanceof UsageError && error.code === 'not-a-repository') return undefined;
    throw error;
  });
  if (repository === undefined) return new Map();
  try {
    return await readAdded(repository, root);
  } finally {
    await repository.close();
  }
}

async function readAdded(repository: Repository, root: string): Promise<ReadonlyMap<string, number>> {
  const revision = await repository.resolve('HEAD');
  if (revision === undefined) return new Map();
  const times = await repository.additions({ revision, folder: await pathWithin(root) });
  const days = new Map<string, number>();
  for (const [name, time] of times) {
    const id = /(?:^|\/)(CVE-\d{4}-\d{4,})\.(?:sha1|json)$/.exec(name)?.[1];
    if (id !== undefined) days.set(id, Math.min(time, days.get(id) ?? Infinity));
  }
  return days;
}

/** git is asked from the top of its work tree. */
async function pathWithin(root: string): Promise<string> {
  for (let at = path.resolve(root); at !== path.dirname(at); at = path.dirname(at))
    if (
      await stat(path.join(at, '.git')).then(
        () => true,
        () => false,
      )
    )
      return path.relative(at, path.resolve(root)) || '.';
  return '.';
}
