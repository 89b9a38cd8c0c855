import type { Ref } from '../../git/index.ts';
import { UsageError } from '../../errors.ts';
import { parseBranchVersion } from './version.ts';

const MAINLINE_NAMES = ['main', 'master', 'trunk', 'devel', 'development', 'default', 'unstable'];

/** A branch under its short name: the local one, or else that of a remote (`origin` before others). */
export interface NamedRef {
  readonly name: string;
  readonly ref: Ref;
}

/** Branches by short name, in the order of names. `origin/HEAD` and its like are no branches. */
export function listBranches(refs: readonly Ref[]): readonly NamedRef[] {
  const found = new Map<string, NamedRef & { readonly rank: number }>();
  for (const ref of refs) {
    const named = shortName(ref.name);
    if (named === undefined) continue;
    const other = found.get(named.name);
    if (other === undefined || named.rank < other.rank) found.set(named.name, { ...named, ref });
  }
  return [...found.values()].map(({ name, ref }) => ({ name, ref })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function shortName(full: string): { readonly name: string; readonly rank: number } | undefined {
  const local = /^refs\/heads\/(.+)$/s.exec(full);
  if (local?.[1] !== undefined) return { name: local[1], rank: 0 };
  const remote = /^refs\/remotes\/([^/]+)\/(.+)$/s.exec(full);
  if (remote?.[2] === undefined || remote[2] === 'HEAD') return undefined;
  return { name: remote[2], rank: remote[1] === 'origin' ? 1 : 2 };
}

/**
 * The mainline branch: the named one; else HEAD's branch when it is called like a mainline; else main, master, trunk …, the
 * newest of those that exist; else where origin/HEAD points; else HEAD's branch when its name holds no version, so that a
 * checked-out stable branch never wins. UsageError `empty-repository`, `unknown-branch` or `no-mainline`.
 */
export function findMainline(asked: {
  readonly refs: readonly Ref[];
  readonly head: string | undefined;
  readonly named?: string | undefined;
}): NamedRef {
  const branches = listBranches(asked.refs);
  if (asked.refs.length === 0)
    throw new UsageError('empty-repository', 'the repository has no commits yet: nothing can be read from it');
  if (asked.named !== undefined) return findNamed(asked.refs, branches, asked.named);
  const found =
    mainlineOfHead(branches, asked.head) ??
    newestMainline(branches) ??
    originHead(asked.refs, branches) ??
    plainHead(branches, asked.head);
  if (found === undefined)
    throw new UsageError(
      'no-mainline',
      `no mainline branch found: name it with --mainline, seen: ${listSome(branches.map(({ name }) => name))}`,
    );
  return found;
}

function findNamed(refs: readonly Ref[], branches: readonly NamedRef[], named: string): NamedRef {
  const full = [named, `refs/heads/${named}`, `refs/remotes/${named}`, `refs/tags/${named}`];
  const ref = full
    .map((name) => refs.find((candidate) => candidate.name === name))
    .find((candidate) => candidate !== undefined);
  if (ref !== undefined) return { name: named.replace(/^refs\/(?:heads|remotes|tags)\//, ''), ref };
  const branch = branches.find(({ name }) => name === named);
  if (branch !== undefined) return branch;
  throw new UsageError(
    'unknown-branch',
    `there is no branch ${JSON.stringify(named)} in this repository, seen: ${listSome(branches.map(({ name }) => name))}`,
  );
}

function mainlineOfHead(branches: readonly NamedRef[], head: string | undefined): NamedRef | undefined {
  return branches.find(({ name, ref }) => ref.name === head && MAINLINE_NAMES.includes(name));
}

function newestMainline(branches: readonly NamedRef[]): NamedRef | undefined {
  const called = MAINLINE_NAMES.slice(0, 3).flatMap((name) => branches.filter((branch) => branch.name === name));
  return called.toSorted((a, b) => b.ref.time - a.ref.time)[0];
}

function originHead(refs: readonly Ref[], branches: readonly NamedRef[]): NamedRef | undefined {
  const head = refs.find(({ name }) => name === 'refs/remotes/origin/HEAD');
  return head && branches.find(({ name, ref }) => ref.target === head.target && parseBranchVersion(name) === undefined);
}

function plainHead(branches: readonly NamedRef[], head: string | undefined): NamedRef | undefined {
  return branches.find(({ name, ref }) => ref.name === head && parseBranchVersion(name) === undefined);
}

/** At most twelve names for a message. */
export function listSome(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(', ');
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown || 'no branch at all';
}
