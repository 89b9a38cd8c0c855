import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';

export const CONFIG_NAME = 'autosel.toml';
export const STORE_CONFIG_NAME = 'config.toml';

export interface ConfigPlaces {
  /** `--config FILE`: must exist. */
  readonly named: string | undefined;
  /** The folder that holds the work tree's `autosel.toml`, or undefined for a bare repository. */
  readonly workTree: string | undefined;
  /** Undefined: there is no repository that a store could belong to. */
  readonly storeFolder: string | undefined;
}

export interface Place {
  readonly file: string;
  readonly mustExist: boolean;
  /** A file that comes with a clone may not make AUTOSEL talk to the network, load a model or write elsewhere. */
  readonly trusted: boolean;
}

/** Files that may hold the config; the first that exists is the one. */
export function candidatePlaces({ named, workTree, storeFolder }: ConfigPlaces): readonly Place[] {
  if (named !== undefined) return [{ file: path.resolve(named), mustExist: true, trusted: true }];
  const beside = (folder: string | undefined, name: string, trusted: boolean): readonly Place[] =>
    folder === undefined ? [] : [{ file: path.join(folder, name), mustExist: false, trusted }];
  return [...beside(workTree, CONFIG_NAME, false), ...beside(storeFolder, STORE_CONFIG_NAME, true)];
}

/** Whether there is a config to be read, or one that must be there. */
export async function hasConfig(places: ConfigPlaces): Promise<boolean> {
  for (const { file, mustExist } of candidatePlaces(places)) if (mustExist || (await exists(file))) return true;
  return false;
}

/** The folder at or above `dir` that holds `.git`: where a work tree keeps its `autosel.toml`; undefined when bare. */
export async function findWorkTree(dir: string): Promise<string | undefined> {
  for (let at = path.resolve(dir); ; at = path.dirname(at)) {
    if (await exists(path.join(at, '.git'))) return at;
    if (at === path.dirname(at)) return undefined;
  }
}

/** The git directory of a work tree where it lies in it, without asking git; undefined for linked work trees and submodules. */
export async function findOwnGitFolder(workTree: string): Promise<string | undefined> {
  const named = path.join(workTree, '.git');
  const isFolder = await stat(named).then(
    (about) => about.isDirectory(),
    () => false,
  );
  return isFolder ? realpath(named) : undefined;
}

export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
