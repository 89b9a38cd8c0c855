import { renderReference } from '../../git/index.ts';
import type { BranchSummary, IndexSummary, Inspection, StoreStatus } from '../../run/index.ts';
import { renderTable } from '../table.ts';
import { plainText } from '../width.ts';
import { nounFor } from '../../plural.ts';

/** What `index` did. */
export function renderIndexSummary(summary: IndexSummary): string {
  return [
    `mainline ${plainText(summary.mainline)}: ${count(summary.commits, 'commit')}; ${count(summary.newCommits, 'commit')} of all branches read now\n`,
    renderBranches(summary.branches),
    summary.steps.map(({ name, did }) => `${name}: ${did}\n`).join(''),
    `store: ${summary.store}\n`,
  ].join('');
}

/** What the store holds; `now` in seconds since 1970. */
export function renderStatus({ store, index }: StoreStatus, now: number): string {
  const place = `store: ${store}\n`;
  if (index === undefined) return `${place}nothing indexed yet: run autosel index\n`;
  const days = Math.floor((now - index.end) / 86_400);
  return [
    place,
    `mainline ${plainText(index.mainline)}: ${count(index.commits, 'commit')}\n`,
    `history ends ${new Date(index.end * 1000).toISOString().slice(0, 10)} (${count(Math.max(0, days), 'day')} ago)\n`,
    index.stale.length === 0
      ? 'up to date with the repository\n'
      : index.stale.map((why) => `not up to date: ${why}: run autosel index\n`).join(''),
    renderBranches(index.branches),
    unreadLine(index.unread),
    index.parts.map(({ name, says }) => renderPart(name, says)).join(''),
  ].join('');
}

/** What a part says may begin with its name. */
const renderPart = (name: string, says: string): string =>
  says.startsWith(`${name} `) ? `${says}\n` : `${name}: ${says}\n`;

/** What `init` found, where it wrote it, and what to do next; `options` are those that the next call needs, too. */
export function renderInit(found: Inspection, file: string, options: readonly string[]): string {
  return [
    `mainline: ${plainText(found.mainline)}\n`,
    `${count(found.branches.length, 'stable branch', 'stable branches')}\n`,
    found.branches.map(renderFound).join(''),
    found.left.length === 0 ? '' : `not counted, name them with --stable if they are stable branches:\n`,
    found.left.map(({ name, why }) => `  ${plainText(name)}: ${plainText(why)}\n`).join(''),
    `written: ${file}\n`,
    `next: autosel ${['index', ...options.map(quoteWord)].join(' ')}\n`,
  ].join('');
}

/** With the line by which its commits name what they copy: mails and queues write the same. */
function renderFound({ name, why, reference }: Inspection['branches'][number]): string {
  const line = reference === undefined ? '' : `; its commits say "${renderReference({ style: reference, id: 'ID' })}"`;
  return `  ${plainText(name)}: ${plainText(why)}${line}\n`;
}

/** As a shell takes it for one word. */
const quoteWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

function renderBranches(branches: readonly BranchSummary[]): string {
  if (branches.length === 0) return 'no stable branches\n';
  const rows = branches.map(({ name, picks }) => [name, String(picks)]);
  const columns = [{ title: 'stable branch' }, { title: 'commits taken', align: 'right' }] as const;
  return renderTable(columns, rows, undefined);
}

function unreadLine(unread: number): string {
  return unread === 0
    ? ''
    : `${count(unread, 'commit')} could not be read (objects are missing): ${unread === 1 ? 'it is' : 'they are'} known by message only\n`;
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-US')} ${nounFor(n, one, many)}`;
}
