import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  mkdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { HEADER_BYTES, parseColumns, parseHeader } from '../layout.ts';
import type { Columns } from '../columns.ts';
import { makeTable } from '../table.ts';
import type { ReadBytes } from '../table.ts';
import type { CommitTable } from '../types.ts';

/** An index on the disk, read in parts. */
export interface OpenTable {
  readonly table: CommitTable;
  readonly stamp: string;
  close(): void;
}

/** Undefined when there is none yet, or one of another form. `whole` reads it at once: for many questions. */
export function openTableFile(path: string, how: { readonly whole: boolean }): OpenTable | undefined {
  const fd = openIfThere(path);
  if (fd === undefined) return undefined;
  const read = how.whole ? readFromMemory(readFileSync(fd)) : readFromDisk(fd);
  const header = parseHeader(read(0, HEADER_BYTES));
  if (header === undefined || header.layout.end !== fstatSync(fd).size) {
    closeSync(fd);
    return undefined;
  }
  return { table: makeTable(read, header.layout), stamp: header.stamp, close: () => closeSync(fd) };
}

/** A table over a whole file in memory. */
export function openTableBytes(file: Buffer): CommitTable {
  const header = parseHeader(file.subarray(0, HEADER_BYTES));
  if (header === undefined) throw new TypeError('these bytes are no index of commits');
  return makeTable(readFromMemory(file), header.layout);
}

/** What an update starts from. */
export interface Stored {
  readonly columns: Columns;
  /** As it was given to {@link saveTableFile}. */
  readonly state: string;
}

export function loadTableFile(path: string): Stored | undefined {
  const fd = openIfThere(path);
  if (fd === undefined) return undefined;
  try {
    const file = readFileSync(fd);
    const header = parseHeader(file.subarray(0, HEADER_BYTES));
    if (header === undefined || header.layout.end !== file.length) return undefined;
    return { columns: parseColumns(file, header.layout), state: file.toString('utf8', header.layout.state) };
  } finally {
    closeSync(fd);
  }
}

/** Replaces the file at once: a reader sees the old one or the new one. */
export function saveTableFile(path: string, file: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.new`;
  try {
    writeFileSync(beside, file);
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

const readFromMemory =
  (file: Buffer): ReadBytes =>
  (offset, length) =>
    file.subarray(offset, offset + length);

const readFromDisk =
  (fd: number): ReadBytes =>
  (offset, length) => {
    const bytes = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const got = readSync(fd, bytes, done, length - done, offset + done);
      if (got === 0) break;
      done += got;
    }
    return bytes.subarray(0, done);
  };
