/** A line of a table as markdown has it. */
export const isRow = (line: string): boolean => /^\s*\|.{0,2000}\|\s*$/.test(line);

const cellsOf = (line: string): readonly string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());

const isRule = (cells: readonly string[]): boolean => cells.every((cell) => /^:?-{1,}:?$/.test(cell));

/** Heads that say nothing of what stands below. */
const EMPTY = /^(?:|values?|answers?|results?|details?|fields?|items?|what|checks?|questions?|names?|property|key)$/i;

/** A table as statements: `row: head: cell`, and `head: cell` for the first column. */
export function sayTable(lines: readonly string[]): readonly string[] {
  const rows = lines.map(cellsOf);
  const ruled = rows.length > 1 && isRule(rows[1]);
  const heads = ruled ? rows[0] : [];
  return rows
    .slice(ruled ? 2 : 0)
    .filter((cells) => !isRule(cells))
    .flatMap((cells) => sayRow(cells, heads));
}

function sayRow([first = '', ...rest]: readonly string[], [head = '', ...heads]: readonly string[]): readonly string[] {
  const join = (...parts: readonly string[]): string => parts.filter((part) => !EMPTY.test(part)).join(': ');
  return [
    ...(EMPTY.test(head) ? [] : [join(head, first)]),
    ...rest.flatMap((cell, at) => (cell === '' ? [] : [join(first, heads[at] ?? '', cell)])),
  ].filter((said) => said !== '');
}
