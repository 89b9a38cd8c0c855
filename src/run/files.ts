import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { InfrastructureError, UsageError } from '../errors.ts';
import { sayWhy } from '../words-of-errors.ts';

/** A file by which a later call knows that the folder is made by autosel and may be written again. */
const MARK = '.autosel';

export interface OutputFile {
  /** A plain file name, no folders. */
  readonly name: string;
  readonly content: string | AsyncIterable<string | Uint8Array>;
}

export interface WriteOptions {
  /** Files so named that an earlier call wrote, and this one does not, are removed. */
  readonly sweep?: RegExp;
  /** Of those only such whose content an earlier call wrote; left out: all. */
  readonly isOurs?: (file: { readonly name: string; readonly content: string }) => boolean;
  /** The option that named the folder, for messages. */
  readonly option?: string;
}

/**
 * Writes files into a folder, each one whole or not at all, in the order given; returns their paths.
 * The folder is made when it is not there; one that holds other things is left alone.
 * @throws UsageError when the folder is somebody else's or cannot be written, InfrastructureError when the disk is full.
 */
export async function writeFiles(
  folder: string,
  files: readonly OutputFile[],
  options: WriteOptions = {},
): Promise<readonly string[]> {
  const { option = '--out' } = options;
  try {
    await openFolder(folder, option);
    await removeStale(folder, files, options);
    const written: string[] = [];
    for (const file of files) written.push(await writeWhole(folder, file));
    return written;
  } catch (error) {
    throw explain(error, folder, option);
  }
}

async function openFolder(folder: string, option: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  if (names.includes(MARK)) return;
  if (names.length > 0)
    throw new UsageError(
      'foreign-folder',
      `${folder} holds files that autosel did not write: name an empty or a new folder with ${option}`,
    );
  await writeWhole(folder, { name: MARK, content: 'Files in this folder are written by autosel.\n' });
}

async function removeStale(
  folder: string,
  files: readonly OutputFile[],
  { sweep, isOurs }: WriteOptions,
): Promise<void> {
  const kept = new Set(files.map(({ name }) => name));
  const names = sweep === undefined ? [] : (await readdir(folder)).filter((name) => sweep.test(name));
  for (const name of names.filter((each) => !kept.has(each))) {
    const file = path.join(folder, name);
    if (isOurs?.({ name, content: await readFile(file, 'utf8') }) ?? true) await rm(file);
  }
}

async function writeWhole(folder: string, { name, content }: OutputFile): Promise<string> {
  const scratch = path.join(folder, `.${name}.tmp`);
  const target = path.join(folder, name);
  try {
    const handle = await open(scratch, 'w');
    try {
      for await (const part of typeof content === 'string' ? [content] : content) await handle.writeFile(part);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(scratch, target);
  } catch (error) {
    await rm(scratch, { force: true });
    throw error;
  }
  return target;
}

function explain(error: unknown, folder: string, option: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const cause = { cause: error };
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new InfrastructureError(
      'disk-full',
      `no space left for the files in ${folder}: free some and call again`,
      cause,
    );
  if (['EACCES', 'EPERM', 'EROFS'].includes(code))
    return new UsageError(
      'folder-read-only',
      `cannot write into ${folder}: ${sayWhy(error)}; name another folder with ${option}`,
      cause,
    );
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new UsageError('no-folder', `${folder} is no folder: name another one with ${option}`, cause);
  return error;
}
