/** The rows with the largest scores above `floor`, best first, equal scores by row: a bounded heap of `limit` rows. */
export const topRows = (request: {
  readonly count: number;
  readonly limit: number;
  readonly floor: number;
  readonly score: (row: number) => number;
}): { readonly row: number; readonly score: number }[] => {
  const { count, limit, floor, score } = request;
  const rows = new Int32Array(limit);
  const scores = new Float64Array(limit);
  let size = 0;
  const sink = (start: number): void => {
    let at = start;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < size && worse(child, least)) least = child;
      }
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  const worse = (a: number, b: number): boolean =>
    scores[a] < scores[b] || (scores[a] === scores[b] && rows[a] > rows[b]);
  const swap = (a: number, b: number): void => {
    [scores[a], scores[b]] = [scores[b], scores[a]];
    [rows[a], rows[b]] = [rows[b], rows[a]];
  };
  for (let row = 0; row < count; row += 1) {
    const value = score(row);
    if (value <= floor || Number.isNaN(value)) continue;
    if (size < limit) {
      scores[size] = value;
      rows[size] = row;
      size += 1;
      if (size === limit) for (let at = limit >> 1; at >= 0; at -= 1) sink(at);
    } else if (value > scores[0]) {
      scores[0] = value;
      rows[0] = row;
      sink(0);
    }
  }
  return Array.from({ length: size }, (_, at) => ({ row: rows[at], score: scores[at] })).sort(
    (a, b) => b.score - a.score || a.row - b.row,
  );
};
