import { InfrastructureError } from '../errors.ts';
import { buildCommitGraph } from './commit-graph.ts';
import { IdTable } from './id-table.ts';
import type { CommitGraph } from './types.ts';

const newline = 10;
const space = 32;
const digitOf = new Int8Array(256).fill(-1);
for (let i = 0; i < 16; i++) digitOf['0123456789abcdef'.charCodeAt(i)] = i;

/** Takes the output of `rev-list --parents`, in chunks of any size, byte by byte and without an object per commit. */
export class GraphBuilder {
  readonly ids: IdTable;
  readonly #idBytes: 20 | 32;
  readonly #id: Uint32Array;
  #digits = 0;
  #onLine = 0;
  /** Id numbers of rows, in the order printed. */
  rows = new Int32Array(1024);
  size = 0;
  /** Where each row's parents begin in `parents`. */
  starts = new Int32Array(1025);
  parents = new Int32Array(1024);
  parentCount = 0;

  constructor(idBytes: 20 | 32) {
    this.#idBytes = idBytes;
    this.ids = new IdTable(idBytes);
    this.#id = new Uint32Array(idBytes / 4);
  }

  take(chunk: Uint8Array): void {
    const id = this.#id;
    let digits = this.#digits;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i];
      const digit = digitOf[byte];
      if (digit >= 0) {
        const word = digits >> 3;
        id[word] = (id[word] << 4) | digit;
        digits++;
        continue;
      }
      if ((byte !== newline && byte !== space) || digits !== this.#idBytes * 2) throw unreadable(chunk, i);
      this.#addId();
      digits = 0;
      if (byte === newline) this.#onLine = 0;
    }
    this.#digits = digits;
  }

  #addId(): void {
    const number = this.ids.add(this.#id);
    if (this.#onLine++ === 0) {
      if (this.size === this.rows.length) {
        this.rows = grown(this.rows);
        this.starts = grown(this.starts);
      }
      this.rows[this.size++] = number;
    } else {
      if (this.parentCount === this.parents.length) this.parents = grown(this.parents);
      this.parents[this.parentCount++] = number;
    }
    this.starts[this.size] = this.parentCount;
  }
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

function unreadable(chunk: Uint8Array, at: number): InfrastructureError {
  const near = Buffer.from(chunk.subarray(Math.max(0, at - 60), at + 20)).toString('latin1');
  return new InfrastructureError(
    'git-output-unreadable',
    `git rev-list printed no object id near ${JSON.stringify(near)}`,
  );
}

/** The finished graph. Parents that git named but did not print (a shallow edge) are left out. */
export function buildGraph(builder: GraphBuilder): CommitGraph {
  const rowOf = new Int32Array(builder.ids.size).fill(-1);
  for (let row = 0; row < builder.size; row++) rowOf[builder.rows[row]] = row;
  const starts = new Int32Array(builder.size + 1);
  const parents = new Int32Array(builder.parentCount);
  let count = 0;
  for (let row = 0; row < builder.size; row++) {
    for (let i = builder.starts[row]; i < builder.starts[row + 1]; i++) {
      const parent = rowOf[builder.parents[i]];
      if (parent >= 0) parents[count++] = parent;
    }
    starts[row + 1] = count;
  }
  return buildCommitGraph({
    ids: builder.ids,
    rows: builder.rows.slice(0, builder.size),
    rowOf,
    starts,
    parents: parents.subarray(0, count),
  });
}
