import { hashOf, RECORD_BYTES } from './columns.ts';
import type { Columns } from './columns.ts';

/**
 * The file: a header, where each range of ids begins, ids, records, where each range of hashes begins, pairs of hash and
 * row in order of hashes, texts, and at the end what an update must know. One look-up reads a few kilobytes of it.
 */
export interface Layout {
  readonly idBytes: number;
  readonly count: number;
  readonly idFan: number;
  readonly ids: number;
  readonly records: number;
  readonly hashFan: number;
  readonly pairs: number;
  readonly texts: number;
  readonly state: number;
  readonly end: number;
}

export const HEADER_BYTES = 48;
export const FAN = 4096;
export const PAIR_BYTES = 8;
const MAGIC = 'ASRSLV01';
const FAN_BYTES = (FAN + 1) * 4;
/** Hashes have 30 bits: the upper 12 choose the range. */
export const HASH_SHIFT = 18;
const ROWS = 2 ** 23;
const STAMP_AT = 32;
const STAMP_BYTES = 16;

interface Sizes {
  readonly idBytes: number;
  readonly count: number;
  readonly textBytes: number;
  readonly stateBytes: number;
}

function layOut({ idBytes, count, textBytes, stateBytes }: Sizes): Layout {
  const ids = HEADER_BYTES + FAN_BYTES;
  const records = ids + count * idBytes;
  const hashFan = records + count * RECORD_BYTES;
  const pairs = hashFan + FAN_BYTES;
  const texts = pairs + count * PAIR_BYTES;
  const state = texts + textBytes;
  return { idBytes, count, idFan: HEADER_BYTES, ids, records, hashFan, pairs, texts, state, end: state + stateBytes };
}

/** The header's layout and the stamp of the refs it was made from (16 hex digits); undefined when it is none of ours. */
export function parseHeader(header: Buffer): { readonly layout: Layout; readonly stamp: string } | undefined {
  if (header.length < HEADER_BYTES || header.toString('latin1', 0, 8) !== MAGIC) return undefined;
  const layout = layOut({
    idBytes: header.readUInt32LE(8),
    count: header.readUInt32LE(12),
    textBytes: header.readUInt32LE(16),
    stateBytes: header.readUInt32LE(20),
  });
  return { layout, stamp: header.toString('latin1', STAMP_AT, STAMP_AT + STAMP_BYTES) };
}

/** The whole file. `state` is what the next update reads again. */
export function renderFile(columns: Columns, made: { readonly stamp: string; readonly state: string }): Buffer {
  const state = Buffer.from(made.state);
  const sizes = {
    idBytes: columns.idBytes,
    count: columns.count,
    textBytes: columns.texts.length,
    stateBytes: state.length,
  };
  const layout = layOut(sizes);
  const file = Buffer.alloc(layout.end);
  file.write(MAGIC, 0, 'latin1');
  [sizes.idBytes, sizes.count, sizes.textBytes, sizes.stateBytes].forEach((value, at) =>
    file.writeUInt32LE(value, 8 + at * 4),
  );
  file.write(made.stamp, STAMP_AT, STAMP_BYTES, 'latin1');
  writeFan(file, layout.idFan, idRanges(columns));
  columns.ids.copy(file, layout.ids);
  columns.records.copy(file, layout.records);
  writePairs(file, layout, columns);
  columns.texts.copy(file, layout.texts);
  state.copy(file, layout.state);
  return file;
}

/** The first 12 bits of every id. */
function* idRanges({ ids, idBytes, count }: Columns): Generator<number, void, void> {
  for (let row = 0; row < count; row += 1) yield ids.readUInt16BE(row * idBytes) >>> 4;
}

function writePairs(file: Buffer, layout: Layout, columns: Columns): void {
  const keys = new Float64Array(columns.count);
  for (let row = 0; row < columns.count; row += 1) keys[row] = hashOf(columns, row) * ROWS + row;
  keys.sort();
  const ranges = new Uint16Array(columns.count);
  keys.forEach((key, at) => {
    const hash = Math.floor(key / ROWS);
    file.writeUInt32LE(hash, layout.pairs + at * PAIR_BYTES);
    file.writeUInt32LE(key % ROWS, layout.pairs + at * PAIR_BYTES + 4);
    ranges[at] = hash >>> HASH_SHIFT;
  });
  writeFan(file, layout.hashFan, ranges);
}

/** For every range the place of its first member; one more tells where the last one ends. */
function writeFan(file: Buffer, start: number, ranges: Iterable<number>): void {
  const counts = new Uint32Array(FAN + 1);
  for (const range of ranges) counts[range + 1] += 1;
  for (let at = 1; at <= FAN; at += 1) counts[at] += counts[at - 1];
  counts.forEach((value, at) => file.writeUInt32LE(value, start + at * 4));
}

/** Takes the columns out of a whole file again. */
export function parseColumns(file: Buffer, layout: Layout): Columns {
  return {
    idBytes: layout.idBytes,
    count: layout.count,
    ids: file.subarray(layout.ids, layout.records),
    records: file.subarray(layout.records, layout.hashFan),
    texts: file.subarray(layout.texts, layout.state),
  };
}
