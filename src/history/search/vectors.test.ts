import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileScanKernel } from '../../../tools/build-scan-kernel.ts';
import { SCAN_KERNEL } from './scan-bytes.ts';
import { makeScriptScanner, makeWasmScanner } from './scan.ts';
import { topRows } from './top.ts';
import { emptyVectors, packVector, searchVectors } from './vectors.ts';

/** Numbers in (-1, 1) that depend on `seed` alone. */
const numbers = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2147483648 - 1) * 0.999;
  };
};

const unit = (next: () => number, dimensions: number): Float32Array => {
  const vector = Float32Array.from({ length: dimensions }, next);
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / norm);
};

const pack = (list: readonly Float32Array[], dimensions: number) => {
  const packed = emptyVectors(list.length, dimensions);
  list.forEach((vector, row) => packVector(packed, row, vector));
  return packed;
};

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, k) => sum + value * b[k], 0);

const random = (count: number, dimensions: number, seed: number): Float32Array[] => {
  const next = numbers(seed);
  return Array.from({ length: count }, () => unit(next, dimensions));
};

describe('the vector half', () => {
  it.each([
    [128, 4000],
    [50, 1500],
  ])('finds the same 20 nearest of random vectors of %i numbers as plain floats do', (dimensions, count) => {
    const list = random(count, dimensions, 3);
    const search = searchVectors(pack(list, dimensions));
    for (const query of random(25, dimensions, 99)) {
      const exact = list
        .map((vector, row) => ({ row, cosine: dot(vector, query) }))
        .sort((a, b) => b.cosine - a.cosine);
      const found = search.nearest(query, count, 20);
      // Packed numbers are exact to 16 bits: nearer neighbours than that are equal.
      const wanted = exact.filter(({ cosine }) => cosine > exact[19].cosine + 2e-5).map(({ row }) => row);
      expect(found.map(({ row }) => row)).toEqual(expect.arrayContaining(wanted));
      expect(wanted.length).toBeGreaterThan(15);
      found.forEach(({ cosine }, i) => expect(cosine).toBeCloseTo(exact[i].cosine, 4));
    }
  });

  it('gives the stored vectors back to four digits', () => {
    const list = random(20, 30, 5);
    const search = searchVectors(pack(list, 30));
    list.forEach((vector, row) => search.vectorOf(row).forEach((value, k) => expect(value).toBeCloseTo(vector[k], 4)));
  });

  it('never gives rows at or above the bound, nor rows without a direction', () => {
    const list = random(50, 16, 8);
    list[7] = new Float32Array(16);
    const found = searchVectors(pack(list, 16)).nearest(list[40], 30, 100);
    expect(found.map(({ row }) => row).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 30 }, (_, row) => row).filter((row) => row !== 7),
    );
  });

  it('is the same with and without WebAssembly', () => {
    const list = random(300, 128, 12);
    const wasm = searchVectors(pack(list, 128), (shape) => makeWasmScanner(shape)!);
    const script = searchVectors(pack(list, 128), makeScriptScanner);
    expect([wasm.kind, script.kind]).toEqual(['wasm-simd', 'javascript']);
    for (const query of random(10, 128, 13))
      expect(wasm.nearest(query, 300, 20)).toEqual(script.nearest(query, 300, 20));
  });
});

describe('the scanners', () => {
  it('agree on every integer, extremes included', () => {
    const byte = fc.integer({ min: -128, max: 127 });
    const wide = fc.integer({ min: -2047, max: 2047 });
    const shape = fc.record({ blocks: fc.integer({ min: 1, max: 4 }), count: fc.integer({ min: 0, max: 9 }) });
    fc.assert(
      fc.property(
        shape.chain(({ blocks, count }) =>
          fc.tuple(
            fc.constant({ width: blocks * 16, count }),
            fc.array(byte, { minLength: blocks * 16 * count, maxLength: blocks * 16 * count }),
            fc.array(wide, { minLength: blocks * 16, maxLength: blocks * 16 }),
          ),
        ),
        ([asked, rows, query]) => {
          const [wasm, script] = [makeWasmScanner(asked)!, makeScriptScanner(asked)];
          wasm.rows.set(rows);
          script.rows.set(rows);
          expect([...wasm.scan(Int16Array.from(query), asked.count)]).toEqual([
            ...script.scan(Int16Array.from(query), asked.count),
          ]);
        },
      ),
    );
  });

  it('run the module that scan.wat compiles to', async () => {
    expect(await compileScanKernel()).toBe(SCAN_KERNEL);
  });
});

describe('topRows', () => {
  it('gives what sorting all rows gives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -3, max: 9 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        (scores, limit) => {
          const sorted = scores
            .map((score, row) => ({ row, score }))
            .filter(({ score }) => score > 0)
            .sort((a, b) => b.score - a.score || a.row - b.row);
          const found = topRows({ scores: Float32Array.from(scores), count: scores.length, limit, floor: 0 });
          expect(found).toEqual(sorted.slice(0, limit));
        },
      ),
    );
  });
});
