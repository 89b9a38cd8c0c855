import { closeSync, openSync, readSync, fstatSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { AutoselError, InfrastructureError } from '../../errors.ts';
import { decodeModel, encodeModel } from '../../models/index.ts';
import { buildSearchData } from './build.ts';
import type { SearchSource } from './build.ts';
import { makeSearchIndex } from './search.ts';
import type { SearchData, SearchIndex } from './search.ts';

/*
 * The file: 8 bytes of magic, version, length and CRC-32 of the header (3 * 4 bytes, little-endian), the header as
 * JSON, then its sections one after another, each with its length and CRC-32 in the header.
 */
const MAGIC = Buffer.from('ASELFIND');
const VERSION = 1;
const PRELUDE = MAGIC.length + 12;
const MAX_HEADER = 1 << 20;
/** One read or write call moves at most this much; systems stop at 2 GiB. */
const CHUNK = 1 << 28;

interface Section {
  readonly name: string;
  readonly bytes: number;
  readonly crc: number;
}

interface Header {
  readonly key: string;
  readonly embedder: string;
  readonly rows: number;
  readonly dimensions: number;
  readonly learned: boolean;
  readonly sections: readonly Section[];
}

const sectionsOf = (data: SearchData): readonly (readonly [name: string, bytes: Uint8Array])[] => [
  ['terms', bytesOf(data.lexicon.terms)],
  ['starts', bytesOf(data.lexicon.starts)],
  ['rows', bytesOf(data.lexicon.rows)],
  ['counts', bytesOf(data.lexicon.counts)],
  ['lengths', bytesOf(data.lexicon.lengths)],
  ['times', bytesOf(data.times)],
  ['scales', bytesOf(data.vectors.scales)],
  ['high', bytesOf(data.vectors.high)],
  ['low', bytesOf(data.vectors.low)],
  ['model', data.model === undefined ? new Uint8Array(0) : encodeModel(data.model)],
];

const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** What was written, for the caller's report. */
export interface WrittenIndex {
  readonly rows: number;
  readonly terms: number;
  readonly bytes: number;
  readonly embedder: string;
}

/**
 * Builds the search index of all documents and puts it in the place of `path` at once: a reader sees the old file or
 * the new one, also after a crash. InfrastructureError `search-index-write` when the disk refuses.
 */
export const writeSearchIndex = async (path: string, source: SearchSource): Promise<WrittenIndex> => {
  const data = await buildSearchData(source);
  const bytes = await writeWhole(path, data);
  return { rows: data.lexicon.rowCount, terms: data.lexicon.terms.length, bytes, embedder: data.embedder };
};

const writeWhole = async (path: string, data: SearchData): Promise<number> => {
  const temporary = `${path}.new-${process.pid}`;
  try {
    const file = await open(temporary, 'w', 0o600);
    let bytes = 0;
    try {
      bytes = await writeParts(file, data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
    return bytes;
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (cause instanceof AutoselError) throw cause;
    throw new InfrastructureError('search-index-write', `cannot write ${path}: ${reasonOf(cause)}`, { cause });
  }
};

const writeParts = async (file: FileHandle, data: SearchData): Promise<number> => {
  const sections = sectionsOf(data);
  const header: Header = {
    key: data.key,
    embedder: data.embedder,
    rows: data.lexicon.rowCount,
    dimensions: data.vectors.dimensions,
    learned: data.model !== undefined,
    sections: sections.map(([name, bytes]) => ({ name, bytes: bytes.length, crc: crc32(bytes) })),
  };
  const json = Buffer.from(JSON.stringify(header));
  const prelude = Buffer.alloc(PRELUDE);
  MAGIC.copy(prelude);
  prelude.writeUInt32LE(VERSION, MAGIC.length);
  prelude.writeUInt32LE(json.length, MAGIC.length + 4);
  prelude.writeUInt32LE(crc32(json), MAGIC.length + 8);
  let total = 0;
  for (const part of [prelude, json, ...sections.map(([, bytes]) => bytes)]) {
    for (let at = 0; at < part.length; at += CHUNK) await file.writeFile(part.subarray(at, at + CHUNK));
    total += part.length;
  }
  return total;
};

/** Makes the new name itself durable; file systems that cannot sync a folder are left to their own order. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
  } finally {
    await handle.close();
  }
};

/**
 * Reads a whole index into memory. InfrastructureError `search-index-missing`, `search-index-corrupt` or
 * `search-index-newer`; each message says what to run.
 */
export const openSearchIndex = (path: string): SearchIndex => makeSearchIndex(loadSearchData(path));

const loadSearchData = (path: string): SearchData => {
  const file = openForReading(path);
  try {
    return readData(path, file);
  } catch (cause) {
    if (cause instanceof AutoselError && cause.code.startsWith('search-index-')) throw cause;
    throw corrupt(path, reasonOf(cause), cause);
  } finally {
    closeSync(file);
  }
};

const openForReading = (path: string): number => {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new InfrastructureError('search-index-missing', `no search index at ${path}; run: autosel index`, {
        cause,
      });
    }
    throw new InfrastructureError('search-index-unreadable', `cannot open ${path}: ${reasonOf(cause)}`, { cause });
  }
};

const readData = (path: string, file: number): SearchData => {
  const { header, end } = readHeader(path, file);
  const parts = new Map<string, ArrayBuffer>();
  let at = end;
  for (const section of header.sections) {
    const buffer = new ArrayBuffer(section.bytes);
    readAt(file, new Uint8Array(buffer), { path, position: at });
    if (crc32(new Uint8Array(buffer)) !== section.crc) throw corrupt(path, `checksum of ${section.name} differs`);
    parts.set(section.name, buffer);
    at += section.bytes;
  }
  if (at !== fstatSync(file).size) throw corrupt(path, `${fstatSync(file).size} bytes instead of ${at}`);
  return assemble(path, header, parts);
};

const readHeader = (path: string, file: number): { readonly header: Header; readonly end: number } => {
  const prelude = Buffer.alloc(PRELUDE);
  readAt(file, prelude, { path, position: 0 });
  if (!prelude.subarray(0, MAGIC.length).equals(MAGIC)) throw corrupt(path, 'not a search index');
  const version = prelude.readUInt32LE(MAGIC.length);
  if (version > VERSION) {
    throw new InfrastructureError(
      'search-index-newer',
      `${path} was written by a newer autosel (format ${version}, this one reads ${VERSION}); update autosel, or remove the file and run: autosel index`,
    );
  }
  const length = prelude.readUInt32LE(MAGIC.length + 4);
  if (version !== VERSION || length > MAX_HEADER) throw corrupt(path, `format ${version}`);
  const json = Buffer.alloc(length);
  readAt(file, json, { path, position: PRELUDE });
  if (crc32(json) !== prelude.readUInt32LE(MAGIC.length + 8)) throw corrupt(path, 'checksum of the header differs');
  return { header: JSON.parse(json.toString()) as Header, end: PRELUDE + length };
};

const readAt = (file: number, into: Uint8Array, place: { readonly path: string; readonly position: number }): void => {
  for (let at = 0; at < into.length;) {
    const read = readSync(file, into, at, Math.min(CHUNK, into.length - at), place.position + at);
    if (read === 0) throw corrupt(place.path, 'it ends too early');
    at += read;
  }
};

const assemble = (path: string, header: Header, parts: ReadonlyMap<string, ArrayBuffer>): SearchData => {
  const part = (name: string): ArrayBuffer => {
    const buffer = parts.get(name);
    if (buffer === undefined) throw corrupt(path, `no section ${name}`);
    return buffer;
  };
  return {
    key: header.key,
    embedder: header.embedder,
    model: header.learned ? decodeModel(new Uint8Array(part('model'))) : undefined,
    lexicon: {
      rowCount: header.rows,
      terms: new Uint32Array(part('terms')),
      starts: new Uint32Array(part('starts')),
      rows: new Uint32Array(part('rows')),
      counts: new Uint8Array(part('counts')),
      lengths: new Uint16Array(part('lengths')),
    },
    vectors: {
      count: header.rows,
      dimensions: header.dimensions,
      scales: new Float32Array(part('scales')),
      high: new Int8Array(part('high')),
      low: new Int8Array(part('low')),
    },
    times: new Float64Array(part('times')),
  };
};

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const corrupt = (path: string, what: string, cause?: unknown): InfrastructureError =>
  new InfrastructureError('search-index-corrupt', `${path} cannot be read (${what}); run: autosel index`, { cause });
