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

/** Heads of columns whose cells name what the row is about. */
const LABEL =
  /^(?:branch|tree|tag|trailer|role|file|path|commit|id|sha|hash|version|release|line|stable|series|kernel|who|person)/i;
const SUBJECT = /^(?:subject|title|summary|commit subject)$/i;
const FILE = /^(?:file|path)/i;
const ID = /^[0-9a-f]{7,40}$/;

/** A table as statements: `head: cell`, with what the row is about before it. */
export function sayTable(lines: readonly string[]): readonly string[] {
  const rows = lines.map(cellsOf);
  const ruled = rows.length > 1 && isRule(rows[1]);
  const heads = ruled ? rows[0] : [];
  const data = rows.slice(ruled ? 2 : 0).filter((cells) => !isRule(cells));
  const labelled = data.length > 1 || !ruled || EMPTY.test(heads[0]) || LABEL.test(heads[0]);
  return data.flatMap((cells) => sayRow(cells, heads, labelled));
}

function sayRow(cells: readonly string[], heads: readonly string[], labelled: boolean): readonly string[] {
  const join = (...parts: readonly string[]): string => parts.filter((part) => !EMPTY.test(part)).join(': ');
  const line = FILE.test(heads[0] ?? '') ? heads.findIndex((name) => /^lines?$/i.test(name)) : -1;
  if (line > 0) {
    const [path, number] = [cells[0], cells[line]];
    const kept = (items: readonly string[]): readonly string[] => items.filter((_, at) => at !== line);
    return sayRow(
      [`${path.replaceAll('`', '')}:${number}`, ...kept(cells).slice(1)],
      ['', ...kept(heads).slice(1)],
      true,
    );
  }
  const [first = '', ...rest] = cells;
  const [head = '', ...others] = heads;
  return [
    ...(EMPTY.test(head) ? [] : [join(head, first)]),
    ...rest.flatMap((cell, at) => {
      if (cell === '') return [];
      if (ID.test(first) && SUBJECT.test(others[at] ?? ''))
        return [`commit ${first} (“${cell.replaceAll(/["“”]/g, "'")}”)`];
      return [join(labelled ? first : '', others[at] ?? '', cell)];
    }),
  ].filter((said) => said !== '');
}
