import { ELSEWHERE, MAINLINE, RECORD_BYTES } from './columns.ts';
import { foldSubject, hashFold } from './fold.ts';
import { FAN, HASH_SHIFT, PAIR_BYTES } from './layout.ts';
import type { Layout } from './layout.ts';
import type { CommitRow, CommitTable } from './types.ts';
import { buildWordFinder } from './words.ts';
import type { WordFinder } from './words.ts';

/** A part of the file; from memory, or from the disk. */
export type ReadBytes = (offset: number, length: number) => Buffer;

/** Answers from a file that is read in parts: two small reads find a range, one more each commit in it. */
export function makeTable(read: ReadBytes, layout: Layout): CommitTable {
  let words: WordFinder | undefined;
  const row = (at: number): CommitRow => readRow(read, layout, at);
  return {
    count: layout.count,
    withPrefix: (digits, limit) => findPrefix({ read, layout }, digits, limit).map(row),
    withFold: (folded) =>
      folded === ''
        ? []
        : findHash({ read, layout }, hashFold(folded))
            .map(row)
            .filter(({ subject }) => foldSubject(subject) === folded),
    withWords: (folded, limit) => {
      words ??= buildWordFinder(readSubjects(read, layout));
      return words.find(folded, limit).map(row);
    },
  };
}

interface Place {
  readonly read: ReadBytes;
  readonly layout: Layout;
}

function readRange({ read }: Place, fan: number, [from, to]: readonly [number, number]): readonly [number, number] {
  const bytes = read(fan + from * 4, (to - from + 1) * 4);
  return [bytes.readUInt32LE(0), bytes.readUInt32LE((to - from) * 4)];
}

function findPrefix(place: Place, digits: string, limit: number): number[] {
  const { idBytes, ids, idFan } = place.layout;
  if (!/^[0-9a-f]+$/.test(digits) || digits.length > idBytes * 2) return [];
  const low = Number.parseInt(digits.slice(0, 3).padEnd(3, '0'), 16);
  const high = Number.parseInt(digits.slice(0, 3).padEnd(3, 'f'), 16) + 1;
  const [from, to] = readRange(place, idFan, [low, Math.min(high, FAN)]);
  const bytes = place.read(ids + from * idBytes, (to - from) * idBytes);
  const found: number[] = [];
  for (let at = from; at < to && found.length < limit; at += 1) {
    const start = (at - from) * idBytes;
    if (bytes.toString('hex', start, start + ((digits.length + 1) >>> 1)).startsWith(digits)) found.push(at);
  }
  return found;
}

function findHash(place: Place, hash: number): number[] {
  const { hashFan, pairs } = place.layout;
  const range = hash >>> HASH_SHIFT;
  const [from, to] = readRange(place, hashFan, [range, range + 1]);
  const bytes = place.read(pairs + from * PAIR_BYTES, (to - from) * PAIR_BYTES);
  const found: number[] = [];
  for (let at = 0; at < bytes.length; at += PAIR_BYTES)
    if (bytes.readUInt32LE(at) === hash) found.push(bytes.readUInt32LE(at + 4));
  return found;
}

function readRow(read: ReadBytes, layout: Layout, row: number): CommitRow {
  const record = read(layout.records + row * RECORD_BYTES, RECORD_BYTES);
  const subjectBytes = record.readUInt16LE(4);
  const text = read(layout.texts + record.readUInt32LE(0), subjectBytes + record.readUInt16LE(6));
  const flags = record.readUInt32LE(12);
  const upstream = text.toString('latin1', subjectBytes);
  return {
    row,
    sha: read(layout.ids + row * layout.idBytes, layout.idBytes).toString('hex'),
    subject: text.toString('utf8', 0, subjectBytes),
    time: record.readUInt32LE(8),
    mainline: (flags & MAINLINE) !== 0,
    elsewhere: (flags & ELSEWHERE) !== 0,
    upstream: upstream === '' ? [] : upstream.split(' '),
  };
}

/** All subjects in order of rows. */
function* readSubjects(read: ReadBytes, layout: Layout): Generator<string, void, void> {
  const records = read(layout.records, layout.count * RECORD_BYTES);
  const texts = read(layout.texts, layout.state - layout.texts);
  for (let at = 0; at < records.length; at += RECORD_BYTES) {
    const start = records.readUInt32LE(at);
    yield texts.toString('utf8', start, start + records.readUInt16LE(at + 4));
  }
}
