import type { Patch } from '../git/index.ts';
import type { StatFile } from './diffstat-files.ts';
import { readStatFiles } from './diffstat-files.ts';
import { renderSummaryLines } from './diffstat-summary.ts';
import { plural } from '../plural.ts';

/** What `git format-patch` uses. */
const MAIL_COLUMNS = 72;

/** The same text as `git diff --stat=<columns> --summary` prints, without colours; '' for a patch of no files. A pure move of a binary file counts as text: the patch does not tell. */
export function renderDiffstat(patch: Patch, columns = MAIL_COLUMNS): string {
  const files = readStatFiles(patch);
  if (files.length === 0) return '';
  const layout = planLayout(files, columns);
  return [...files.map((file) => renderFile(file, layout)), renderTotals(files), ...renderSummaryLines(files)].join(
    '\n',
  );
}

interface Layout {
  readonly names: number;
  readonly numbers: number;
  readonly graph: number;
  readonly most: number;
}

/** Widths of the columns: git's own rules, so that both texts are equal. At least 10 for names and 6 for the graph. */
function planLayout(files: readonly StatFile[], columns: number): Layout {
  const most = Math.max(0, ...files.filter((file) => !file.binary).map((file) => file.added + file.removed));
  const binaries = files.filter((file) => file.binary);
  const binary = Math.max(0, ...binaries.map((file) => 14 + digits(file.newSize ?? 0) + digits(file.oldSize ?? 0)));
  const longest = Math.max(0, ...files.map((file) => byteLength(file.label)));
  const numbers = Math.max(binaries.length > 0 ? 3 : 0, digits(most));
  const width = Math.max(columns, 16 + 6 + numbers);
  let graph = most + 4 > binary ? most : binary - 4;
  let names = longest;
  if (names + numbers + 6 + graph > width) {
    graph = Math.min(graph, Math.max(6, Math.floor((width * 3) / 8) - numbers - 6));
    if (names > width - numbers - 6 - graph) names = width - numbers - 6 - graph;
    else graph = width - numbers - 6 - names;
  }
  return { names, numbers, graph, most };
}

const digits = (n: number): number => String(n).length;
const byteLength = (text: string): number => Buffer.byteLength(text, 'utf8');

function renderFile(file: StatFile, layout: Layout): string {
  const head = ` ${fitName(file.label, layout.names)} |`;
  if (file.binary) return `${head} ${'Bin'.padStart(layout.numbers)}${sizesOf(file)}`;
  const total = file.added + file.removed;
  const count = ` ${String(total).padStart(layout.numbers)}`;
  return total === 0 ? `${head}${count}` : `${head}${count} ${renderGraph(file, layout)}`;
}

function sizesOf({ oldSize = 0, newSize = 0 }: StatFile): string {
  return oldSize === 0 && newSize === 0 ? '' : ` ${oldSize} -> ${newSize} bytes`;
}

/** A name that is too long loses its front, up to a slash when one is left. */
function fitName(name: string, width: number): string {
  const length = byteLength(name);
  if (length <= width) return name + ' '.repeat(width - length);
  const tail = Buffer.from(name, 'utf8').subarray(length - (width - 3));
  const slash = tail.indexOf('/');
  const kept = (slash < 0 ? tail : tail.subarray(slash)).toString('utf8');
  return `...${kept}`.padEnd(width);
}

function renderGraph({ added, removed }: StatFile, { graph, most }: Layout): string {
  if (graph > most) return '+'.repeat(added) + '-'.repeat(removed);
  const scaled = (n: number): number => (n === 0 ? 0 : 1 + Math.floor((n * (graph - 1)) / most));
  const total = added > 0 && removed > 0 ? Math.max(2, scaled(added + removed)) : scaled(added + removed);
  const plus = added < removed ? scaled(added) : total - scaled(removed);
  return '+'.repeat(plus) + '-'.repeat(total - plus);
}

function renderTotals(files: readonly StatFile[]): string {
  const added = files.reduce((sum, file) => sum + file.added, 0);
  const removed = files.reduce((sum, file) => sum + file.removed, 0);
  const parts = [plural(files.length, 'file changed', 'files changed')];
  if (files.length > 0 && (added > 0 || removed === 0)) parts.push(plural(added, 'insertion(+)', 'insertions(+)'));
  if (files.length > 0 && (removed > 0 || added === 0)) parts.push(plural(removed, 'deletion(-)', 'deletions(-)'));
  return ` ${parts.join(', ')}`;
}
