import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { InfrastructureError } from '../errors.ts';
import { Git } from './process.ts';
import { parseSha } from './sha.ts';
import type { Sha } from './types.ts';

const namePattern = /^autosel-scratch-(\d{1,10})-(\d{1,16})-/;
/** A folder of a process that is gone is left alone this long: it may live in another container that shares the folder. */
const graceMs = 10 * 60_000;
/** No batch of picks lasts this long, so the process that has the id now is another one. */
const longestMs = 24 * 3_600_000;

/** Thousands of small files that live for seconds: in memory they take half of the system's time. */
const inMemory = '/dev/shm';
/** A batch leaves some 50 MB at most; a container's usual 64 MB in all are too few. */
const leastFree = 1024 ** 3;

/** Where scratch folders are made: in memory where that has room and nobody named a folder with TMPDIR. */
function scratchPlace(): string {
  return (process.env.TMPDIR ?? '') === '' && isRoomy(inMemory) ? inMemory : tmpdir();
}

function isRoomy(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= leastFree;
  } catch {
    return false;
  }
}

export interface ScratchInput {
  /** The `objects` folder of the repository that is read. */
  readonly objects: string;
  readonly objectFormat: 'sha1' | 'sha256';
  readonly signal?: AbortSignal | undefined;
}

/**
 * A bare repository in a temporary folder that borrows the objects of another one and keeps new objects to itself. The other
 * repository is only read; its configuration, attributes, hooks, merge drivers and filters have no say here.
 */
export class ScratchObjects {
  /** git that runs in the scratch repository. */
  readonly git: Git;
  readonly dir: string;
  readonly #format: 'sha1' | 'sha256';
  readonly #written = new Set<string>();
  #closed = false;

  constructor(input: ScratchInput) {
    this.#format = input.objectFormat;
    const place = scratchPlace();
    this.dir = onDisk(place, () => makeRepository(place, input));
    this.git = Git.inRepository(this.dir, input.signal);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Writes one loose object, without starting a process, and gives its id. */
  write(type: 'commit' | 'tree' | 'blob', body: Buffer): Sha {
    this.throwIfClosed();
    const bytes = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]);
    const id = parseSha(createHash(this.#format).update(bytes).digest('hex'));
    if (this.#written.has(id)) return id;
    this.#written.add(id);
    onDisk(dirname(this.dir), () => {
      const folder = join(this.dir, 'objects', id.slice(0, 2));
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, id.slice(2)), deflateSync(bytes, { level: 0 }));
    });
    return id;
  }

  throwIfClosed(): void {
    this.git.throwIfStopped();
    if (this.#closed)
      throw new InfrastructureError('repository-closed', 'the repository was closed while picks were tried');
  }

  /** Ends its processes and removes the folder. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.git.close();
    onDisk(dirname(this.dir), () => rmSync(this.dir, { recursive: true, force: true, maxRetries: 3 }));
  }
}

function makeRepository(place: string, { objects, objectFormat }: ScratchInput): string {
  const dir = mkdtempSync(join(place, `autosel-scratch-${process.pid}-${Date.now()}-`));
  mkdirSync(join(dir, 'objects', 'info'), { recursive: true });
  mkdirSync(join(dir, 'objects', 'pack'));
  mkdirSync(join(dir, 'refs'));
  writeFileSync(join(dir, 'HEAD'), 'ref: refs/heads/none\n');
  writeFileSync(join(dir, 'config'), buildConfig(objectFormat));
  writeFileSync(join(dir, 'objects', 'info', 'alternates'), `${quotePath(objects)}\n`);
  borrowPacks(join(objects, 'pack'), join(dir, 'objects', 'pack'));
  return dir;
}

/** More packs than this are no better found twice; `git gc` leaves some fifty at most. */
const mostBorrowed = 500;

/**
 * git renews the modification time of a pack that holds an object which it is about to write, in a borrowed folder too, but not of one
 * with a `.mtimes` file beside it, which holds what nobody reaches. So the packs stand here once more, under such names, and are found
 * first. Where that cannot be, nothing but those times is different.
 */
function borrowPacks(from: string, to: string): void {
  try {
    const names = readdirSync(from).flatMap((name) => /^(pack-[0-9a-f]+)\.idx$/.exec(name)?.[1] ?? []);
    for (const name of names.length > mostBorrowed ? [] : names) {
      for (const end of ['.idx', '.pack']) symlinkSync(join(from, name + end), join(to, name + end));
      writeFileSync(join(to, `${name}.mtimes`), '');
    }
  } catch {
    // No folder of packs, or a file system without links.
  }
}

function buildConfig(objectFormat: 'sha1' | 'sha256'): string {
  const extension = objectFormat === 'sha256' ? '[extensions]\n\tobjectFormat = sha256\n' : '';
  const version = objectFormat === 'sha256' ? 1 : 0;
  return `[core]\n\trepositoryFormatVersion = ${version}\n\tbare = true\n\tmultiPackIndex = false\n\tbigFileThreshold = 8m\n\tlooseCompression = 0\n${extension}`;
}

/** As git reads `info/alternates`: a line that begins with a double quote is C-quoted. */
function quotePath(path: string): string {
  return `"${path.replaceAll(/["\\\n]/g, (found) => (found === '\n' ? '\\n' : `\\${found}`))}"`;
}

/** Failures of the disk as one error that says where and what to do. */
function onDisk<T>(place: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw scratchError(place, error instanceof Error ? error.message : String(error), error);
  }
}

/** `place`: the folder that holds the scratch folder. */
export function scratchError(place: string, said: string, cause?: unknown): InfrastructureError {
  return new InfrastructureError(
    'scratch-folder',
    `the scratch folder in ${place} cannot be written: ${said}; free space there, or name another folder with TMPDIR`,
    { cause },
  );
}

/** Removes the folders that killed runs left behind. What cannot be looked at or removed stays. */
export function sweepScratch(now: number): void {
  sweepPlace(tmpdir(), now);
  // Also while it has no room, which leftovers may be the reason of.
  if (existsSync(inMemory)) sweepPlace(inMemory, now);
}

function sweepPlace(place: string, now: number): void {
  for (const name of onDisk(place, () => readdirSync(place))) {
    const match = namePattern.exec(name);
    if (match === null) continue;
    const age = now - Number(match[2]);
    const over = age > longestMs || (age > graceMs && !isAlive(Number(match[1])));
    if (over) removeOwn(join(place, name));
  }
}

function removeOwn(path: string): void {
  try {
    const found = lstatSync(path);
    if (found.isDirectory() && found.uid === (process.getuid?.() ?? found.uid)) rmSync(path, { recursive: true });
  } catch {
    // Somebody else's, or just removed by another sweep.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
