/** Lines of two texts as a patch shows them: `-` only before, `+` only after, ` ` in both. */
export function renderDifference(before: string, after: string): string {
  const [a, b] = [before.replace(/\n$/, '').split('\n'), after.replace(/\n$/, '').split('\n')];
  const common = measureCommon(a, b);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push(` ${a[i]}`);
      i += 1;
      j += 1;
    } else if (i < a.length && (j >= b.length || common[i + 1][j] >= common[i][j + 1])) lines.push(`-${a[i++]}`);
    else lines.push(`+${b[j++]}`);
  }
  return `${lines.join('\n')}\n`;
}

/** How many lines the rests have in common, from each place on. */
function measureCommon(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  return table;
}
