import { foldSubject, hashFold } from './fold.ts';

/** One commit on its way into the index. */
export interface CommitEntry {
  readonly sha: string;
  readonly time: number;
  readonly subject: string;
  readonly upstream: readonly string[];
  readonly mainline: boolean;
  readonly elsewhere: boolean;
}

/** Commits in order of ids, as they lie in the file. */
export interface Columns {
  readonly idBytes: number;
  readonly count: number;
  /** `count` binary ids. */
  readonly ids: Buffer;
  /** `count` records of {@link RECORD_BYTES}: text offset, lengths of subject and upstream ids, time, hash, flags. */
  readonly records: Buffer;
  /** Subjects and upstream ids as UTF-8, one after the other. */
  readonly texts: Buffer;
}

/** Little endian: u32 text offset, u16 bytes of subject, u16 bytes of upstream ids, u32 time, u32 hash of 30 bits with two flags above. */
export const RECORD_BYTES = 16;
export const MAINLINE = 0x40_00_00_00;
export const ELSEWHERE = 0x80_00_00_00;
const HASH_MASK = 0x3f_ff_ff_ff;
const MAX_SUBJECT = 8 * 1024;
const MAX_UPSTREAM = 4 * 1024;
const MAX_TIME = 0xff_ff_ff_ff;

export const hashOf = (columns: Columns, row: number): number =>
  columns.records.readUInt32LE(row * RECORD_BYTES + 12) & HASH_MASK;

/** Sorts and packs entries; of one id the last entry counts. */
export function buildColumns(entries: readonly CommitEntry[], idBytes: number): Columns {
  const unique = [...new Map(entries.map((entry) => [entry.sha, entry])).values()];
  unique.sort((a, b) => (a.sha < b.sha ? -1 : 1));
  const ids = Buffer.alloc(unique.length * idBytes);
  const records = Buffer.alloc(unique.length * RECORD_BYTES);
  const texts: Buffer[] = [];
  let offset = 0;
  unique.forEach((entry, row) => {
    ids.write(entry.sha, row * idBytes, 'hex');
    const subject = Buffer.from(entry.subject).subarray(0, MAX_SUBJECT);
    const upstream = Buffer.from(entry.upstream.join(' ').slice(0, MAX_UPSTREAM));
    writeRecord(records, row, { entry, offset, lengths: [subject.length, upstream.length] });
    texts.push(subject, upstream);
    offset += subject.length + upstream.length;
  });
  return { idBytes, count: unique.length, ids, records, texts: Buffer.concat(texts) };
}

interface Packed {
  readonly entry: CommitEntry;
  readonly offset: number;
  readonly lengths: readonly [subject: number, upstream: number];
}

function writeRecord(records: Buffer, row: number, { entry, offset, lengths }: Packed): void {
  const at = row * RECORD_BYTES;
  records.writeUInt32LE(offset, at);
  records.writeUInt16LE(lengths[0], at + 4);
  records.writeUInt16LE(lengths[1], at + 6);
  records.writeUInt32LE(Math.max(0, Math.min(entry.time, MAX_TIME)), at + 8);
  const flags = (entry.mainline ? MAINLINE : 0) + (entry.elsewhere ? ELSEWHERE : 0);
  records.writeUInt32LE(flags + hashFold(foldSubject(entry.subject)), at + 12);
}

/** What an update changes beside the commits that it adds. */
export interface Change {
  readonly added: Columns;
  /** Binary ids of commits that no ref reaches any longer, as latin1 text. */
  readonly removed: ReadonlySet<string>;
  /** The same for commits that are on mainline no longer. */
  readonly offMainline: ReadonlySet<string>;
}

/** Old and new commits in one order; of an id in both the new entry counts. Old texts stay where they are. */
export function mergeColumns(old: Columns, { added, removed, offMainline }: Change): Columns {
  const { idBytes } = old;
  const room = old.count + added.count;
  const ids = Buffer.alloc(room * idBytes);
  const records = Buffer.alloc(room * RECORD_BYTES);
  let count = 0;
  const put = (from: Columns, row: number): number => {
    from.ids.copy(ids, count * idBytes, row * idBytes, (row + 1) * idBytes);
    from.records.copy(records, count * RECORD_BYTES, row * RECORD_BYTES, (row + 1) * RECORD_BYTES);
    count += 1;
    return (count - 1) * RECORD_BYTES;
  };
  const careful = removed.size + offMainline.size > 0;
  const putOld = (row: number): void => {
    const id = careful ? old.ids.toString('latin1', row * idBytes, (row + 1) * idBytes) : '';
    if (removed.has(id)) return;
    const at = put(old, row);
    if (offMainline.has(id)) records.writeUInt32LE((records.readUInt32LE(at + 12) & ~MAINLINE) >>> 0, at + 12);
  };
  let at = 0;
  for (let row = 0; row < added.count; row += 1) {
    for (; at < old.count && compareIds([old, at], [added, row]) < 0; at += 1) putOld(at);
    if (at < old.count && compareIds([old, at], [added, row]) === 0) at += 1;
    const start = put(added, row);
    records.writeUInt32LE(records.readUInt32LE(start) + old.texts.length, start);
  }
  for (; at < old.count; at += 1) putOld(at);
  const texts = Buffer.concat([old.texts, added.texts]);
  return {
    idBytes,
    count,
    ids: ids.subarray(0, count * idBytes),
    records: records.subarray(0, count * RECORD_BYTES),
    texts,
  };
}

type Row = readonly [columns: Columns, row: number];

function compareIds([a, rowA]: Row, [b, rowB]: Row): number {
  const size = a.idBytes;
  return a.ids.compare(b.ids, rowB * size, (rowB + 1) * size, rowA * size, (rowA + 1) * size);
}
