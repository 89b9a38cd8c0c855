import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildGraph, GraphBuilder } from './graph-builder.ts';
import { parseSha } from './sha.ts';
import type { CommitGraph, Sha } from './types.ts';

function idOf(n: number): Sha {
  return parseSha(n.toString(16).padStart(8, '0').repeat(5));
}

/** Row r has the parents given, all larger than r. */
function graphOf(parents: readonly (readonly number[])[], chunk = 7): CommitGraph {
  const text = Buffer.from(parents.map((each, row) => `${[row, ...each].map(idOf).join(' ')}\n`).join(''));
  const builder = new GraphBuilder(20);
  for (let at = 0; at < text.length; at += chunk) builder.take(text.subarray(at, at + chunk));
  return buildGraph(builder);
}

//  0-1-3-5   main, a merge at 1
//    \2/     side (2's parent is 4)
const parents = [[1], [3, 2], [4], [5], [5], []];

test('ids, parents and merges', () => {
  const graph = graphOf(parents);
  expect(graph.size).toBe(6);
  expect(graph.parents(1)).toEqual([3, 2]);
  expect([graph.isMerge(0), graph.isMerge(1), graph.isMerge(5)]).toEqual([false, true, false]);
  expect(graph.sha(4)).toBe(idOf(4));
  expect(graph.indexOf(idOf(4))).toBe(4);
  expect(graph.indexOf(idOf(77))).toBeUndefined();
  expect(graph.indexOf(parseSha('0'.repeat(64)))).toBeUndefined();
});

test('reach, ahead and first containing', () => {
  const graph = graphOf(parents);
  expect([...graph.reach(2)]).toEqual([0, 0, 1, 0, 1, 1]);
  expect(graph.ahead(0, graph.reach(3))).toEqual([0, 1, 2, 4]);
  expect(graph.ahead(3, graph.reach(0))).toEqual([]);
  expect([...graph.firstContaining([4, 3, 0])]).toEqual([2, 2, 2, 1, 0, 0]);
  expect([...graph.firstContaining([2])]).toEqual([-1, -1, 0, -1, 0, 0]);
});

test('a parent that is not printed, at a shallow edge, is no parent', () => {
  const graph = graphOf([[1, 99], [98]]);
  expect(graph.size).toBe(2);
  expect(graph.parents(0)).toEqual([1]);
  expect(graph.parents(1)).toEqual([]);
  expect(graph.indexOf(idOf(98))).toBeUndefined();
});

test('output that holds no ids is an error, not a smaller graph', () => {
  expect(() => new GraphBuilder(20).take(Buffer.from('warning: something\n'))).toThrow(/no object id/);
});

const history = fc
  .array(fc.array(fc.nat({ max: 5 }), { maxLength: 3 }), { minLength: 1, maxLength: 40 })
  .map((rows) =>
    rows.map((steps, row) =>
      [...new Set(steps.map((step) => row + 1 + step))].filter((parent) => parent < rows.length),
    ),
  );

function ancestors(rows: readonly (readonly number[])[], tip: number): Set<number> {
  const seen = new Set([tip]);
  for (const row of seen) for (const parent of rows[row]) seen.add(parent);
  return seen;
}

test('sets agree with a plain walk on any history', () => {
  fc.assert(
    fc.property(history, fc.tuple(fc.nat(), fc.nat()), fc.integer({ min: 1, max: 100 }), (rows, [a, b], chunk) => {
      const graph = graphOf(rows, chunk);
      const [tip, other] = [a % rows.length, b % rows.length];
      const [own, theirs] = [ancestors(rows, tip), ancestors(rows, other)];
      expect([...graph.reach(tip)].flatMap((mark, row) => (mark === 1 ? [row] : []))).toEqual(
        [...own].sort((x, y) => x - y),
      );
      expect(graph.ahead(tip, graph.reach(other))).toEqual(
        [...own].filter((row) => !theirs.has(row)).sort((x, y) => x - y),
      );
      const first = graph.firstContaining([tip, other]);
      expect([...first]).toEqual(rows.map((_, row) => (own.has(row) ? 0 : theirs.has(row) ? 1 : -1)));
    }),
  );
});
