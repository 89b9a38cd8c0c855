/**
 * The positions of the largest scores above `floor` among the first `count`, best first, equal ones by position: a
 * bounded heap of `limit` positions, so that a pass over a hundred thousand scores is mostly one comparison each.
 */
export const topRows = (request: {
  readonly scores: Float32Array;
  readonly count: number;
  readonly limit: number;
  readonly floor: number;
}): { readonly row: number; readonly score: number }[] => {
  const { scores, count, limit, floor } = request;
  const heap = new Int32Array(limit);
  let size = 0;
  let least = floor;
  for (let row = 0; row < count; row += 1) {
    if (!(scores[row] > least)) continue;
    if (size < limit) {
      heap[size] = row;
      size += 1;
      if (size < limit) continue;
      for (let at = limit >> 1; at >= 0; at -= 1) sink(heap, scores, at);
    } else {
      heap[0] = row;
      sink(heap, scores, 0);
    }
    least = scores[heap[0]];
  }
  const rows = [...heap.subarray(0, size)].map((row) => ({ row, score: scores[row] }));
  return rows.sort((a, b) => b.score - a.score || a.row - b.row);
};

/** Moves the position at `start` down until both below it are better. */
const sink = (heap: Int32Array, scores: Float32Array, start: number): void => {
  let at = start;
  for (;;) {
    let worst = at;
    for (let child = 2 * at + 1; child <= 2 * at + 2 && child < heap.length; child += 1) {
      if (isWorse(scores, heap[child], heap[worst])) worst = child;
    }
    if (worst === at) return;
    const moved = heap[at];
    heap[at] = heap[worst];
    heap[worst] = moved;
    at = worst;
  }
};

const isWorse = (scores: Float32Array, a: number, b: number): boolean =>
  scores[a] < scores[b] || (scores[a] === scores[b] && a > b);
