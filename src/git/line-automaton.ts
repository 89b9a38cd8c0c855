/** Positions kept of each sequence. */
const mostPlaces = 64;

/**
 * Finds many sequences of line numbers in one pass over a text (Aho and Corasick). Time grows with the sequences, the text and the
 * occurrences; where one sequence ends, at most as many others end as there are different lengths.
 */
export class LineAutomaton {
  readonly #width: number;
  readonly #children = new Map<number, number>();
  readonly #parent: number[] = [0];
  readonly #label: number[] = [0];
  readonly #depth: number[] = [0];
  /** Nodes where a sequence ends, with the positions where it begins. */
  readonly #places = new Map<number, number[]>();

  /** @param width one more than the largest number in any sequence. */
  constructor(width: number) {
    this.#width = width;
  }

  /** Adds a sequence, which must not be empty; equal ones give the same handle. */
  add(sequence: readonly number[]): number {
    let node = 0;
    for (const label of sequence) node = this.#child(node, label) ?? this.#grow(node, label);
    if (!this.#places.has(node)) this.#places.set(node, []);
    return node;
  }

  /** The first positions in the text where the sequence begins; `text` holds -1 for lines that are in no sequence. */
  search(text: Int32Array): (handle: number) => readonly number[] {
    const { fail, ends } = this.#link();
    let node = 0;
    for (const [at, label] of text.entries()) {
      node = label < 0 ? 0 : this.#step(fail, node, label);
      for (let end = this.#places.has(node) ? node : ends[node]; end !== 0; end = ends[end]!) {
        const places = this.#places.get(end)!;
        if (places.length < mostPlaces) places.push(at + 1 - this.#depth[end]);
      }
    }
    return (handle) => this.#places.get(handle) ?? [];
  }

  #child(node: number, label: number): number | undefined {
    return this.#children.get(node * this.#width + label);
  }

  #grow(parent: number, label: number): number {
    const node = this.#parent.length;
    this.#children.set(parent * this.#width + label, node);
    this.#parent.push(parent);
    this.#label.push(label);
    this.#depth.push(this.#depth[parent] + 1);
    return node;
  }

  #step(fail: Int32Array, from: number, label: number): number {
    for (let node = from; ; node = fail[node]!) {
      const next = this.#child(node, label);
      if (next !== undefined) return next;
      if (node === 0) return 0;
    }
  }

  /** For every node the longest other node that its path ends in, and the nearest such one where a sequence ends. */
  #link(): { readonly fail: Int32Array; readonly ends: Int32Array } {
    const fail = new Int32Array(this.#parent.length);
    const ends = new Int32Array(this.#parent.length);
    const byDepth = [...this.#parent.keys()].sort((a, b) => this.#depth[a] - this.#depth[b]);
    for (const node of byDepth) {
      if (this.#depth[node] < 2) continue;
      fail[node] = this.#step(fail, fail[this.#parent[node]], this.#label[node]);
      ends[node] = this.#places.has(fail[node]) ? fail[node] : ends[fail[node]];
    }
    return { fail, ends };
  }
}
