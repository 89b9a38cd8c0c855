const TOTALS = /^ \d+ files? changed\b/;
const FILE = /^ \S.* \| +(?:\d+|Bin\b|Unmerged\b)/;
const SUMMARY = /^ (?:create mode|delete mode|rename|copy|rewrite|mode change) /;

/** Parts the text between `---` and the diff: what was written, and git's own diffstat, which the diff tells again. */
export function splitDiffstat(text: string): { readonly explanation: string; readonly diffstat: string } {
  const lines = text.split('\n');
  const totals = lines.findLastIndex((line) => TOTALS.test(line));
  if (totals < 0) return { explanation: trimLines(lines), diffstat: '' };
  let from = totals;
  while (from > 0 && FILE.test(lines[from - 1])) from -= 1;
  let to = totals + 1;
  while (to < lines.length && SUMMARY.test(lines[to])) to += 1;
  const rest = [trimLines(lines.slice(0, from)), trimLines(lines.slice(to))];
  return { explanation: rest.filter((part) => part !== '').join('\n\n'), diffstat: lines.slice(from, to).join('\n') };
}

const trimLines = (lines: readonly string[]): string =>
  lines
    .join('\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
