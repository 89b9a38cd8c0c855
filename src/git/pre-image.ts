import { LineAutomaton } from './line-automaton.ts';
import { LineWords } from './line-words.ts';
import type { Hunk, Patch, PatchFile } from './types.ts';

/** How much of an image a file holds; `empty`: there is nothing to look for, e.g. before a file is added. */
export type ImageFound = 'all' | 'some' | 'none' | 'empty';

export interface ImageMatch {
  readonly found: ImageFound;
  /** Line of the file, counted from 1, where the first piece that was found begins, nearest to where the patch has it. */
  readonly at: number | undefined;
}

export interface HunkMatch {
  readonly hunk: Hunk;
  /** What the hunk changes: lines that it takes out, or between which it inserts. */
  readonly before: ImageMatch;
  /** What it makes of them: all found means that the hunk is there already. */
  readonly after: ImageMatch;
}

export interface FileMatch {
  readonly hunks: readonly HunkMatch[];
  /** Over all hunks. */
  readonly before: ImageFound;
  readonly after: ImageFound;
}

/** Longer runs are looked for in parts, so that the work for each line of the file stays bounded. */
const longestPiece = 32;

type Side = 'before' | 'after';

interface Piece {
  readonly hunk: number;
  readonly side: Side;
  readonly lines: readonly number[];
  /** Where the patch has it, counted from 0. */
  readonly expected: number;
}

/**
 * Looks in a file for what each hunk of a patch changes and for what it makes of it. A piece is one run of changed lines
 * with one line of context on either side; white space does not count, and pieces of blank lines alone are passed over.
 * Time grows with the patch and the file, whatever they hold.
 */
export function matchImages(patch: Patch, file: PatchFile, bytes: Buffer): FileMatch {
  const words = new LineWords();
  const blank = words.learn(Buffer.alloc(0), 0, 0);
  const pieces = file.hunks.flatMap((hunk, at) => cutPieces({ patch, words, hunk, at }));
  const telling = pieces.filter(({ lines }) => lines.some((line) => line !== blank));
  const automaton = new LineAutomaton(words.size);
  const handles = telling.map(({ lines }) => automaton.add(lines));
  const placesOf = automaton.search(words.number(bytes));
  const found = telling.map((piece, at) => ({ piece, at: nearest(placesOf(handles[at]), piece.expected) }));
  const byHunk = Map.groupBy(found, ({ piece }) => piece.hunk);
  const hunks = file.hunks.map((hunk, at) => {
    const own = byHunk.get(at) ?? [];
    return { hunk, before: summarise(own, 'before'), after: summarise(own, 'after') };
  });
  return { hunks, before: summarise(found, 'before').found, after: summarise(found, 'after').found };
}

interface FoundPiece {
  readonly piece: Piece;
  readonly at: number | undefined;
}

function summarise(pieces: readonly FoundPiece[], side: Side): ImageMatch {
  const own = pieces.filter(({ piece }) => piece.side === side);
  const there = own.filter(({ at }) => at !== undefined);
  const first = there[0]?.at;
  const at = first === undefined ? undefined : first + 1;
  if (own.length === 0) return { found: 'empty', at };
  if (there.length === 0) return { found: 'none', at };
  return { found: there.length === own.length ? 'all' : 'some', at };
}

function nearest(places: readonly number[], expected: number): number | undefined {
  let best: number | undefined;
  for (const place of places) {
    if (best === undefined || Math.abs(place - expected) < Math.abs(best - expected)) best = place;
  }
  return best;
}

const context = 32;
const signs: Readonly<Record<Side, number>> = { before: 45, after: 43 };

interface Cut {
  readonly patch: Patch;
  readonly words: LineWords;
  readonly hunk: Hunk;
  readonly at: number;
}

function cutPieces(cut: Cut): Piece[] {
  const { patch, hunk } = cut;
  const pieces: Piece[] = [];
  // Lines of either side that the hunk has had so far.
  const passed = { before: 0, after: 0 };
  for (let from = hunk.from; from < hunk.to;) {
    let to = from;
    while (to < hunk.to && patch.lineSign[to] !== context) to++;
    if (to > from)
      pieces.push(
        ...sidePieces(cut, { from, to, passed }, 'before'),
        ...sidePieces(cut, { from, to, passed }, 'after'),
      );
    for (let line = from; line < to; line++) passed[patch.lineSign[line] === signs.before ? 'before' : 'after']++;
    if (to < hunk.to) {
      passed.before++;
      passed.after++;
    }
    from = to + 1;
  }
  return pieces;
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly passed: Readonly<Record<Side, number>>;
}

/** One side of a run of changes with its context. Without own lines it is the place between two lines of context. */
function sidePieces({ patch, words, hunk, at }: Cut, { from, to, passed }: Run, side: Side): Piece[] {
  const lines: number[] = [];
  const first = Math.max(from - 1, hunk.from);
  for (let line = first; line < Math.min(to + 1, hunk.to); line++) {
    const sign = patch.lineSign[line];
    if (sign === context || sign === signs[side])
      lines.push(words.learn(patch.bytes, patch.lineStart[line], patch.lineEnd[line]));
  }
  const start = (side === 'before' ? hunk.oldStart : hunk.newStart) - 1 + passed[side] - (from - first);
  const pieces: Piece[] = [];
  for (let next = 0; next < lines.length; next += longestPiece)
    pieces.push({ hunk: at, side, lines: lines.slice(next, next + longestPiece), expected: start + next });
  return pieces;
}
