import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { AutoselError, InfrastructureError, UsageError } from '../../../errors.ts';
import { ENDINGS, fileName, listEntries, placeOf, STATES } from '../layout.ts';
import type { CveEntry, CveState, CveTexts, Ending } from '../layout.ts';
import type { CveId } from '../../id.ts';
import { hasDecided } from './commit.ts';

/** A folder of CVEs in the public layout. */
export interface CveFolder {
  /** The folder that holds the states. */
  readonly root: string;
  /** A change that was stopped lies there half done, and who reads it may not finish it. */
  readonly unfinished: boolean;
}

/**
 * Finds the folder of CVEs: the one that is named, or `cve` in it, as in a clone of the public repository. A change that a
 * stopped call had decided is finished; who may not write reads on, with a warning. UsageError `no-cve-folder`.
 */
export const openCveFolder = async (named: string): Promise<CveFolder> => {
  const root = [resolve(named), resolve(named, 'cve')].find(holdsStates);
  if (root === undefined)
    throw new UsageError(
      'no-cve-folder',
      `${resolve(named)} holds no CVEs: name a clone of the records, or a folder with published/ or reserved/ in it, with --folder; to begin a new one, make the folder reserved in it`,
    );
  return { root, unfinished: hasDecided(root) && !(await finishOrWait(root)) };
};

const TRIES = 200;
const PAUSE_MS = 10;

/** False for one that cannot be finished, as the folder cannot be written to. One that its writer is still making is waited for. */
const finishOrWait = async (root: string): Promise<boolean> => {
  // Seldom: a reader does not load what only writers need.
  const { withFolderLock } = await import('./lock.ts');
  for (let left = TRIES; hasDecided(root); left -= 1)
    try {
      await withFolderLock(root, () => Promise.resolve());
    } catch (error) {
      const code = error instanceof AutoselError ? error.code : undefined;
      if (code === 'cve-folder-read-only') {
        process.emitWarning(
          `a change of the CVEs in ${root} was stopped half way and cannot be finished, as the folder cannot be written to: a CVE may stand there in two places, or without some of its files`,
          'autosel',
        );
        return false;
      }
      if (code !== 'cve-folder-busy' || left === 0) throw error;
      await setTimeout(PAUSE_MS);
    }
  return true;
};

const holdsStates = (folder: string): boolean =>
  STATES.some((state) => statSync(join(folder, state), { throwIfNoEntry: false })?.isDirectory() === true);

/** Every CVE of a state, by id. */
export const readEntries = ({ root }: CveFolder, states: readonly CveState[] = STATES): CveEntry[] =>
  states.flatMap((state) =>
    listYears(root, state).flatMap((year) => listEntries(state, readdirSync(join(root, state, year)))),
  );

const listYears = (root: string, state: CveState): string[] => {
  const folder = join(root, state);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d{4}$/.test(name))
    .toSorted();
};

/** Where one id stands; a folder with it in two places is broken. InfrastructureError `cve-twice`. */
export const readEntry = ({ root }: CveFolder, id: CveId): CveEntry | undefined => {
  const found = STATES.flatMap((state) => {
    const folder = join(root, placeOf(state, id));
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return listEntries(
      state,
      names.filter((name) => name.startsWith(id)),
    ).filter((entry) => entry.id === id);
  });
  if (found.length < 2) return found[0];
  const states = found.map(({ state }) => state).join(' and ');
  throw new InfrastructureError('cve-twice', `${id} is ${states} in ${root}: remove it from the wrong place first`);
};

/** False once a file of the entry was moved or removed. */
export const isThere = ({ root }: CveFolder, { id, state, names }: CveEntry): boolean =>
  names.every((name) => existsSync(join(root, placeOf(state, id), name)));

/** Texts of one CVE; the files that are asked for, each where it is there. */
export const readTexts = (
  { root }: CveFolder,
  { id, state, names }: CveEntry,
  endings: readonly Ending[] = ENDINGS,
): CveTexts => {
  const folder = join(root, placeOf(state, id));
  const there = endings.filter((ending) => names.includes(fileName(id, ending)));
  return Object.fromEntries(there.map((ending) => [ending, readSmall(join(folder, fileName(id, ending)))]));
};

/** Takes nearly every file of a CVE whole. */
const room = Buffer.allocUnsafe(64 * 1024);

/** A folder has tens of thousands of small files: three calls of the system for each instead of five. */
const readSmall = (file: string): string => {
  const handle = openSync(file, 'r');
  try {
    const length = readSync(handle, room, 0, room.length, 0);
    return length < room.length ? room.toString('utf8', 0, length) : readFileSync(file, 'utf8');
  } finally {
    closeSync(handle);
  }
};
