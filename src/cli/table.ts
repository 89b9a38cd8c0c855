import { fitText, plainText, textWidth } from './width.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Share of the room that is left when the terminal is too narrow; 0 or undefined: never cut. */
  readonly gives?: number;
  /** Never cut below this many columns. */
  readonly least?: number;
  readonly paint?: (text: string) => string;
}

const GAP = '  ';

/**
 * Renders aligned lines of at most `width` columns (undefined: as wide as needed). Cells are cut at `…` where
 * columns allow it; a row too long all the same runs over.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number | undefined,
): string {
  const cells = [columns.map((column) => column.title), ...rows.map((row) => row.map(plainText))];
  const widths = fitWidths(columns, naturalWidths(columns, cells), width);
  const titles = columns.map(({ title, align = 'left' }): Column => ({ title, align }));
  return cells.map((row, at) => `${renderRow(at === 0 ? titles : columns, widths, row)}\n`).join('');
}

function naturalWidths(columns: readonly Column[], cells: readonly (readonly string[])[]): number[] {
  return columns.map((_, at) => Math.max(...cells.map((row) => textWidth(row[at] ?? ''))));
}

function fitWidths(columns: readonly Column[], natural: readonly number[], width: number | undefined): number[] {
  const gaps = GAP.length * (columns.length - 1);
  const over = natural.reduce((sum, one) => sum + one, gaps) - (width ?? Infinity);
  if (over <= 0) return [...natural];
  const widths = [...natural];
  for (let left = over; left > 0; left--) {
    const widest = widestGiving(columns, widths);
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 1) - 1;
  }
  return widths;
}

/** The column that is widest for its share and may still shrink. */
function widestGiving(columns: readonly Column[], widths: readonly number[]): number | undefined {
  let best: number | undefined;
  let bestValue = 0;
  columns.forEach((column, at) => {
    const share = column.gives ?? 0;
    const room = (widths[at] ?? 0) - (column.least ?? 8);
    if (share === 0 || room <= 0) return;
    const value = (widths[at] ?? 0) / share;
    if (value <= bestValue) return;
    best = at;
    bestValue = value;
  });
  return best;
}

function renderRow(columns: readonly Column[], widths: readonly number[], row: readonly string[]): string {
  const cells = columns.map((column, at) => {
    const text = fitText(row[at] ?? '', widths[at] ?? 0);
    const pad = ' '.repeat(Math.max(0, (widths[at] ?? 0) - textWidth(text)));
    const shown = column.paint === undefined ? text : column.paint(text);
    return column.align === 'right' ? pad + shown : shown + pad;
  });
  return cells.join(GAP).trimEnd();
}
