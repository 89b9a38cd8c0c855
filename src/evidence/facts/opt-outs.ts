import { commitAt } from '../question.ts';
import type { Finding, OptOutLists, Question } from '../types.ts';
import { listWords, plural, quoteText, shortId } from '../words.ts';

/** Everybody who asked that this commit, its author or its files be left alone. */
export function optOutFacts({ history, row, lists }: Question & { readonly lists: OptOutLists }): readonly Finding[] {
  const commit = commitAt(history, row);
  const own = shortId(commit.sha);
  const findings: Finding[] = commit.stable
    .filter((trailer) => trailer.noAutosel)
    .map((trailer) => ({
      kind: 'opt-out-trailer',
      says: `The message says that it must not be picked automatically${trailer.note === '' ? '' : `: "${quoteText(trailer.note)}"`}.`,
      source: `git show -s ${own}`,
      weighs: 'against',
    }));
  const author = lists.authors.find((entry) => isAuthor(entry, commit.authorName, commit.authorEmail));
  if (author !== undefined)
    findings.push({
      kind: 'opt-out-author',
      says: `Its author is on the list of authors who opted out ("${quoteText(author)}").`,
      source: `git show -s --format=%an,%ae ${own}`,
      weighs: 'against',
    });
  return [...findings, ...pathFindings(commit.paths, lists.paths, own)];
}

function pathFindings(paths: readonly string[], patterns: readonly string[], own: string): Finding[] {
  const matchers = patterns.flatMap((pattern) => compilePathPattern(pattern) ?? []);
  const hits = paths.flatMap((path) => matchers.find((matcher) => matcher.test(path)) ?? []);
  if (hits.length === 0) return [];
  const named = [...new Set(hits.map((hit) => `"${quoteText(hit.pattern)}"`))];
  return [
    {
      kind: 'opt-out-path',
      says: `${hits.length} of its ${plural(paths.length, 'path')} ${hits.length === 1 ? 'is' : 'are'} on the ignore list (${listWords(named, 3)}).`,
      source: `git show --stat ${own}`,
      weighs: 'against',
    },
  ];
}

const isAuthor = (entry: string, name: string, email: string): boolean => {
  const wanted = entry.trim().toLowerCase();
  return (
    wanted !== '' &&
    (wanted === name.toLowerCase() || wanted === email.toLowerCase() || wanted === `${name} <${email}>`.toLowerCase())
  );
};

export interface PathPattern {
  readonly pattern: string;
  test(path: string): boolean;
}

/**
 * A line of an ignore list. Without `*` and `?` it is a path or a folder (`fs/xfs` and `fs/xfs/` name all under it, not `fs/xfs2`);
 * with them it is a shell pattern for a path or for a folder above it, where `*` also crosses slashes.
 * Undefined for an empty line or a comment.
 */
export function compilePathPattern(line: string): PathPattern | undefined {
  const pattern = line.replace(/(^|\s)#.*$/, '').trim();
  const plain = pattern.replace(/^\.?\//, '').replace(/\/+$/, '');
  if (plain === '') return undefined;
  if (!/[*?]/.test(plain)) return { pattern, test: (path) => path === plain || path.startsWith(`${plain}/`) };
  const parts = plain.split(/\*+/).map((part) => [...part]);
  return { pattern, test: (path) => foldersOf(path).some((folder) => matchParts(parts, [...folder])) };
}

/** `a/b/c` gives `a/b/c`, `a/b` and `a`. */
function foldersOf(path: string): string[] {
  const steps = path.split('/');
  return steps.map((_, n) => steps.slice(0, steps.length - n).join('/'));
}

/** Pieces between the stars, each found as early as possible: no backtracking, so a hostile pattern costs no more than its length times the path's. */
function matchParts(parts: readonly (readonly string[])[], text: readonly string[]): boolean {
  const [first = [], ...rest] = parts;
  if (!fits(first, text, 0)) return false;
  if (rest.length === 0) return first.length === text.length;
  let at = first.length;
  for (const part of rest.slice(0, -1)) {
    while (at + part.length <= text.length && !fits(part, text, at)) at += 1;
    if (at + part.length > text.length) return false;
    at += part.length;
  }
  const last = rest.at(-1) ?? [];
  return text.length - last.length >= at && fits(last, text, text.length - last.length);
}

const fits = (part: readonly string[], text: readonly string[], at: number): boolean =>
  at + part.length <= text.length && part.every((letter, n) => letter === '?' || letter === text[at + n]);
