import type { Sha } from './types.ts';
import { isSha } from './sha.ts';

/** One side of a path that could not be merged: 1 before the commit, 2 the branch, 3 the commit. */
export interface Stage {
  readonly mode: string;
  readonly id: Sha;
  readonly stage: 1 | 2 | 3;
  /** Name bytes, one character a byte. */
  readonly path: string;
}

/** What git says about paths in words that do not change, e.g. `CONFLICT (modify/delete)`. */
export interface MergeNote {
  readonly type: string;
  readonly paths: readonly string[];
}

export type MergeRecord =
  | { readonly kind: 'clean'; readonly tree: Sha }
  | {
      readonly kind: 'conflict';
      readonly tree: Sha;
      readonly stages: readonly Stage[];
      readonly notes: readonly MergeNote[];
    };

const stageLine = /^(\d{6}) ([0-9a-f]{40}|[0-9a-f]{64}) ([123])\t/;

/**
 * Parses the output of `git merge-tree --write-tree -z --stdin`: `status NUL tree NUL (mode id stage TAB path NUL)* NUL`, and
 * after a conflict `(count NUL path… NUL type NUL text NUL)* NUL`. Stops at the first record that is not whole: git may have died there.
 */
export function parseMergeRecords(bytes: Buffer): MergeRecord[] {
  const fields = bytes.toString('latin1').split('\0');
  // Behind the last NUL stands an empty field or a piece of one.
  fields.pop();
  const records: MergeRecord[] = [];
  for (let at = 0; at < fields.length;) {
    const read = parseRecord(fields, at);
    if (read === undefined) break;
    records.push(read.record);
    at = read.next;
  }
  return records;
}

function parseRecord(fields: readonly string[], from: number): { record: MergeRecord; next: number } | undefined {
  const [status, tree = ''] = fields.slice(from, from + 2);
  if ((status !== '0' && status !== '1') || !isSha(tree)) return undefined;
  const stages = parseStages(fields, from + 2);
  if (stages === undefined) return undefined;
  if (status === '1') return { record: { kind: 'clean', tree }, next: stages.next };
  const notes = parseNotes(fields, stages.next);
  if (notes === undefined) return undefined;
  return { record: { kind: 'conflict', tree, stages: stages.found, notes: notes.found }, next: notes.next };
}

function parseStages(fields: readonly string[], from: number): { found: Stage[]; next: number } | undefined {
  const found: Stage[] = [];
  for (let at = from; at < fields.length; at++) {
    const field = fields[at];
    if (field === '') return { found, next: at + 1 };
    const match = stageLine.exec(field);
    if (match === null) return undefined;
    const [head, mode = '', id = '', stage] = match;
    found.push({ mode, id: id as Sha, stage: Number(stage) as Stage['stage'], path: field.slice(head.length) });
  }
  return undefined;
}

function parseNotes(fields: readonly string[], from: number): { found: MergeNote[]; next: number } | undefined {
  const found: MergeNote[] = [];
  for (let at = from; at < fields.length;) {
    const field = fields[at];
    if (field === '') return { found, next: at + 1 };
    if (!/^\d{1,9}$/.test(field)) return undefined;
    const type = at + 1 + Number(field);
    // The text behind the type is for people and differs between versions.
    if (type + 1 >= fields.length) return undefined;
    found.push({ type: fields[type], paths: fields.slice(at + 1, type) });
    at = type + 2;
  }
  return undefined;
}
