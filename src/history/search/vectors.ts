import { makeScanner } from './scan.ts';
import type { Scanner } from './scan.ts';
import { topRows } from './top.ts';

/**
 * Unit vectors in 16 bits a component, kept as two bytes: the high ones are scanned, the low ones refine the best.
 * Component k of row r is scales[r] * (256 * high + low), low in [-128, 127].
 */
export interface PackedVectors {
  readonly count: number;
  readonly dimensions: number;
  readonly scales: Float32Array;
  /** count * padded width. */
  readonly high: Int8Array;
  readonly low: Int8Array;
}

/** Largest value of 256 * high + low with both in their range. */
const LARGEST = 127 * 256;
/** Query integers: small enough that no sum of 4,096 products leaves 32 bits. */
const QUERY_LARGEST = 2047;
/** Best rows of the integer scan that are scored again with all 16 bits. */
const REFINED = 100;

const paddedWidth = (dimensions: number): number => Math.ceil(dimensions / 16) * 16;

/** Packs one vector into row `row` of the arrays. */
export const packVector = (into: PackedVectors, row: number, vector: Float32Array): void => {
  const at = row * paddedWidth(into.dimensions);
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  const scale = Math.fround(largest / LARGEST);
  into.scales[row] = scale;
  if (scale === 0) return;
  for (let k = 0; k < into.dimensions; k += 1) {
    const whole = Math.max(-LARGEST, Math.min(LARGEST, Math.round(vector[k] / scale)));
    const high = (whole + 128) >> 8;
    into.high[at + k] = high;
    into.low[at + k] = whole - high * 256;
  }
};

export const emptyVectors = (count: number, dimensions: number): PackedVectors => ({
  count,
  dimensions,
  scales: new Float32Array(count),
  high: new Int8Array(count * paddedWidth(dimensions)),
  low: new Int8Array(count * paddedWidth(dimensions)),
});

const NO_DIRECTION = Number.NEGATIVE_INFINITY;

export interface VectorHit {
  readonly row: number;
  readonly cosine: number;
}

export interface VectorSearch {
  readonly kind: Scanner['kind'];
  /** The nearest rows below `limit` by cosine, nearest first; rows without a direction never come. */
  readonly nearest: (vector: Float32Array, limit: number, count: number) => readonly VectorHit[];
  /** Cosine of a row with a unit vector, 0 for a row without direction. */
  readonly cosine: (vector: Float32Array, row: number) => number;
  /** The row's own vector, unpacked. */
  readonly vectorOf: (row: number) => Float32Array;
}

export const searchVectors = (vectors: PackedVectors, make: typeof makeScanner = makeScanner): VectorSearch => {
  const width = paddedWidth(vectors.dimensions);
  const scanner = make({ count: vectors.count, width });
  scanner.rows.set(vectors.high);
  const scores = new Float32Array(vectors.count);
  const cosine = (vector: Float32Array, row: number): number => {
    const at = row * width;
    let sum = 0;
    for (let k = 0; k < vectors.dimensions; k += 1)
      sum += vector[k] * (scanner.rows[at + k] * 256 + vectors.low[at + k]);
    return sum * vectors.scales[row];
  };
  return {
    kind: scanner.kind,
    cosine,
    nearest: (vector, limit, count) => {
      const sums = scanner.scan(packQuery(vector, width), limit);
      const { scales } = vectors;
      for (let row = 0; row < limit; row += 1) scores[row] = scales[row] > 0 ? sums[row] * scales[row] : NO_DIRECTION;
      const best = topRows({ scores, count: limit, limit: Math.max(REFINED, count), floor: NO_DIRECTION });
      const refined = best.map(({ row }) => ({ row, cosine: cosine(vector, row) }));
      return refined.sort((a, b) => b.cosine - a.cosine || a.row - b.row).slice(0, count);
    },
    vectorOf: (row) => {
      const scale = vectors.scales[row];
      const at = row * width;
      return Float32Array.from(
        { length: vectors.dimensions },
        (_, k) => scale * (scanner.rows[at + k] * 256 + vectors.low[at + k]),
      );
    },
  };
};

const packQuery = (vector: Float32Array, width: number): Int16Array => {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  const packed = new Int16Array(width);
  if (largest > 0) vector.forEach((value, k) => (packed[k] = Math.round((value / largest) * QUERY_LARGEST)));
  return packed;
};
