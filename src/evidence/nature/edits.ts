import type { Patch } from '../../git/index.ts';

/**
 * Small edits: a block of removed lines followed by as many added ones is read line against line; what differs between
 * the common head and the common tail tells the kind of edit.
 */
const KINDS = ['constant', 'operator', 'word', 'inserted', 'deleted', 'other', 'space'] as const;

export const editNames: readonly string[] = [
  ...KINDS.map((kind) => `edit-${kind}`),
  'edit-negation',
  'edit-comparison',
  'blocks-replaced',
  'blocks-added',
  'blocks-removed',
  'block-largest',
];

const DIGIT = 1;
const LETTER = 2;
const OPERATOR = 4;
const SPACE = 8;
const OTHER = 16;

const byteKind = new Uint8Array(256).fill(OTHER);
for (let byte = 48; byte <= 57; byte += 1) byteKind[byte] = DIGIT;
for (let byte = 65; byte <= 90; byte += 1) byteKind[byte] = byteKind[byte + 32] = LETTER;
byteKind[95] = LETTER;
for (const sign of '<>=!&|+-~^*/%') byteKind[sign.charCodeAt(0)] = OPERATOR;
for (const byte of [9, 13, 32]) byteKind[byte] = SPACE;

const kindsWithin = (bytes: Uint8Array, from: number, to: number): number => {
  let kinds = 0;
  for (let at = from; at < to; at += 1) kinds |= byteKind[bytes[at]];
  return kinds;
};

/** Where two lines differ: [from, to) in each. */
interface Difference {
  oldFrom: number;
  oldTo: number;
  newFrom: number;
  newTo: number;
}

/** Narrows a difference that spans two whole lines to what lies between their common head and tail. */
const narrow = (bytes: Uint8Array, difference: Difference): void => {
  while (
    difference.oldFrom < difference.oldTo &&
    difference.newFrom < difference.newTo &&
    bytes[difference.oldFrom] === bytes[difference.newFrom]
  ) {
    difference.oldFrom += 1;
    difference.newFrom += 1;
  }
  while (
    difference.oldFrom < difference.oldTo &&
    difference.newFrom < difference.newTo &&
    bytes[difference.oldTo - 1] === bytes[difference.newTo - 1]
  ) {
    difference.oldTo -= 1;
    difference.newTo -= 1;
  }
};

/** Position in KINDS. */
const editKind = (bytes: Uint8Array, difference: Difference): number => {
  const { oldFrom, oldTo, newFrom, newTo } = difference;
  const both = kindsWithin(bytes, oldFrom, oldTo) | kindsWithin(bytes, newFrom, newTo);
  if ((both & ~SPACE) === 0) return 6;
  if (both === OPERATOR || both === (OPERATOR | SPACE)) return 1;
  if (oldTo === oldFrom) return 3;
  if (newTo === newFrom) return 4;
  if (both === DIGIT) return 0;
  if ((both & ~(LETTER | DIGIT)) === 0) return 2;
  return 5;
};

interface Edits {
  readonly kinds: Float64Array;
  negations: number;
  comparisons: number;
}

const hasByte = (bytes: Uint8Array, from: number, to: number, byte: number): boolean => {
  for (let at = from; at < to; at += 1) if (bytes[at] === byte) return true;
  return false;
};

const countEdit = (edits: Edits, bytes: Uint8Array, difference: Difference): void => {
  narrow(bytes, difference);
  const { oldFrom, oldTo, newFrom, newTo } = difference;
  edits.kinds[editKind(bytes, difference)] += 1;
  if (oldTo - oldFrom > 40 || newTo - newFrom > 40) return;
  if (hasByte(bytes, oldFrom, oldTo, 33) !== hasByte(bytes, newFrom, newTo, 33)) edits.negations += 1;
  const compares = (from: number, to: number): boolean => hasByte(bytes, from, to, 60) || hasByte(bytes, from, to, 62);
  if (compares(oldFrom, oldTo) || compares(newFrom, newTo)) edits.comparisons += 1;
};

const LONGEST_LINE = 500;

/** Counts over all hunks of a patch. */
interface Blocks {
  replaced: number;
  added: number;
  removed: number;
  largest: number;
}

/** A run of removed lines [old, fresh) and the added lines [fresh, end) behind it. */
interface Block {
  readonly old: number;
  readonly fresh: number;
  readonly end: number;
}

const MOST_PAIRS = 50;

const comparePairs = (patch: Patch, block: Block, edits: Edits): void => {
  const { lineStart, lineEnd, bytes } = patch;
  const size = block.fresh - block.old;
  if (size !== block.end - block.fresh || size > MOST_PAIRS) return;
  for (let pair = 0; pair < size; pair += 1) {
    const oldFrom = lineStart[block.old + pair];
    const newFrom = lineStart[block.fresh + pair];
    const oldTo = Math.min(lineEnd[block.old + pair], oldFrom + LONGEST_LINE);
    const newTo = Math.min(lineEnd[block.fresh + pair], newFrom + LONGEST_LINE);
    countEdit(edits, bytes, { oldFrom, oldTo, newFrom, newTo });
  }
};

const countBlock = (blocks: Blocks, block: Block): void => {
  const removed = block.fresh - block.old;
  const added = block.end - block.fresh;
  blocks.largest = Math.max(blocks.largest, removed + added);
  if (removed > 0 && added > 0) blocks.replaced += 1;
  else if (added > 0) blocks.added += 1;
  else blocks.removed += 1;
};

/** Blocks of the lines [from, to) of one hunk, context left out. */
function* blocksOf(signs: Uint8Array, from: number, to: number): Generator<Block> {
  let line = from;
  while (line < to) {
    const old = line;
    while (line < to && signs[line] === 45) line += 1;
    const fresh = line;
    while (line < to && signs[line] === 43) line += 1;
    if (line > old) yield { old, fresh, end: line };
    else line += 1;
  }
}

/** Numbers of {@link editNames}: logs of counts. */
export const measureEdits = (patch: Patch): number[] => {
  const edits: Edits = { kinds: new Float64Array(KINDS.length), negations: 0, comparisons: 0 };
  const blocks: Blocks = { replaced: 0, added: 0, removed: 0, largest: 0 };
  for (const file of patch.files) {
    for (const hunk of file.hunks) {
      for (const block of blocksOf(patch.lineSign, hunk.from, hunk.to)) {
        countBlock(blocks, block);
        comparePairs(patch, block, edits);
      }
    }
  }
  return [
    ...edits.kinds,
    edits.negations,
    edits.comparisons,
    blocks.replaced,
    blocks.added,
    blocks.removed,
    blocks.largest,
  ].map(Math.log1p);
};
