import type { MaintainersEntry } from './maintainers.ts';

/** What of a change the patterns are held against. */
export interface MatchedChange {
  readonly paths: readonly string[];
  /** Lines that the change adds or removes; only `K:` patterns read them. Left out: those patterns match nothing. */
  readonly lines?: readonly string[] | undefined;
}

/** An entry with how much of the change it covers. */
export interface EntryMatch {
  readonly entry: MaintainersEntry;
  /** How many of the paths it covers. */
  readonly covers: number;
  /** Length of its longest matching pattern of a path without wildcards, in folders: deeper is more specific. 0 for `N:` and `K:` alone. */
  readonly depth: number;
  /** The pattern that says so, as written. */
  readonly pattern: string;
}

/** The entries of a file, ready to be asked about many changes. */
export interface MaintainersIndex {
  /** Entries that cover the change, the one that covers most of it first, and among these the most specific. */
  match(change: MatchedChange): readonly EntryMatch[];
}

interface SplitPath {
  readonly path: string;
  readonly names: readonly string[];
}

interface CompiledPattern {
  readonly text: string;
  readonly depth: number;
  readonly fits: (path: SplitPath) => boolean;
}

interface CompiledEntry {
  readonly entry: MaintainersEntry;
  readonly patterns: readonly CompiledPattern[];
  readonly excluded: readonly CompiledPattern[];
  readonly contents: readonly RegExp[];
}

/** Entries such as THE REST cover every file: they answer only where nothing else does. */
const coversAll = (pattern: string): boolean => pattern === '*' || pattern === '*/' || pattern === '/';

export function compileMaintainers(entries: readonly MaintainersEntry[]): MaintainersIndex {
  const shelves = new Map<string, CompiledEntry[]>();
  for (const entry of entries) {
    const compiled = compileEntry(entry);
    for (const shelf of shelvesOf(entry)) shelves.set(shelf, [...(shelves.get(shelf) ?? []), compiled]);
  }
  return {
    match: ({ paths, lines }) => {
      const split = paths.map((path) => ({ path, names: path.split('/') }));
      const near = new Set(
        [...split.flatMap(({ names }) => asked(names)), ''].flatMap((shelf) => shelves.get(shelf) ?? []),
      );
      return [...near].flatMap((entry) => matchEntry(entry, { paths: split, lines })).toSorted(compareMatches);
    },
  };
}

/** Entries stand on the shelves of the folders that their patterns begin with; those that may fit anywhere on the shelf ''. */
function shelvesOf({ files, names, contents }: MaintainersEntry): ReadonlySet<string> {
  const anywhere = names.length + contents.length > 0;
  return new Set([...files.map((pattern) => shelfOf(pattern)), ...(anywhere ? [''] : [])]);
}

function shelfOf(pattern: string): string {
  const names = pattern.split('/').filter((part) => part !== '');
  const wild = names.findIndex((part) => /[*?[]/.test(part));
  return names.slice(0, Math.min(2, wild < 0 ? 2 : wild)).join('/');
}

/** A path is asked for on the shelf of its first folder and of its first two. */
const asked = (names: readonly string[]): readonly string[] => [names[0] ?? '', names.slice(0, 2).join('/')];

function compileEntry(entry: MaintainersEntry): CompiledEntry {
  return {
    entry,
    patterns: [
      ...entry.files.map(compilePattern),
      ...entry.names.flatMap((text) => {
        const regExp = compileRegExp(text);
        return regExp === undefined ? [] : [{ text, depth: 0, fits: ({ path }: SplitPath) => regExp.test(path) }];
      }),
    ],
    excluded: entry.excluded.map(compilePattern),
    contents: entry.contents.flatMap((text) => compileRegExp(text) ?? []),
  };
}

/**
 * The rules of the kernel's file, as it states them: `drivers/net/` is the folder and all below; `drivers/net/*` its files but nothing
 * below; a star in the middle is one folder, two stars are one or more; a plain name of a folder stands for the folder.
 */
function compilePattern(text: string): CompiledPattern {
  const names = text.split('/').filter((part) => part !== '');
  if (coversAll(text)) return { text, depth: -1, fits: () => true };
  const depth = names.filter((part) => !/^\*+$/.test(part)).length;
  const parts = names.map((part) => (part === '**' ? ('**' as const) : compilePart(part)));
  const rest: Rest = text.endsWith('/') ? 'needed' : /[*?[]/.test(text) ? 'none' : 'any';
  return { text, depth, fits: ({ names: given }) => fitsParts(parts, given, rest) };
}

/** Whether names may stand behind those of the pattern: they must, must not, or may. */
type Rest = 'needed' | 'none' | 'any';
type Part = '**' | ((name: string) => boolean);

function fitsParts(parts: readonly Part[], names: readonly string[], rest: Rest): boolean {
  const [part, ...others] = parts;
  if (part === undefined) return rest === 'any' || names.length > 0 === (rest === 'needed');
  if (names.length === 0) return false;
  if (part === '**') return names.some((_, at) => fitsParts(others, names.slice(at + 1), rest));
  return part(names[0]) && fitsParts(others, names.slice(1), rest);
}

/** One name between slashes; wildcards never cross a slash. Walked with one mark to go back to, so no pattern can blow up. */
function compilePart(pattern: string): (name: string) => boolean {
  if (!/[*?[]/.test(pattern)) return (name) => name === pattern;
  const signs = splitGlob(pattern);
  return (name) => fitsGlob(signs, name);
}

type GlobSign = '*' | ((letter: string) => boolean);

function splitGlob(pattern: string): readonly GlobSign[] {
  const signs: GlobSign[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at];
    const end = sign === '[' ? pattern.indexOf(']', at + 2) : -1;
    if (sign === '*') signs.push('*');
    else if (sign === '?') signs.push(() => true);
    else if (end > 0) {
      signs.push(compileSet(pattern.slice(at + 1, end)));
      at = end;
    } else signs.push((letter) => letter === sign);
  }
  return signs;
}

/** `a-z_`, or `!a-z` and `^a-z` for all others. */
function compileSet(text: string): (letter: string) => boolean {
  const not = /^[!^]/.test(text);
  const set = [...text.slice(not ? 1 : 0).matchAll(/(.)-(.)|(.)/gs)];
  return (letter) =>
    not !== set.some(([, from, to, one]) => (one === undefined ? letter >= from && letter <= to : letter === one));
}

function fitsGlob(signs: readonly GlobSign[], name: string): boolean {
  let [sign, letter, star, mark] = [0, 0, -1, 0];
  while (letter < name.length) {
    const now = signs[sign];
    if (now === '*') {
      [star, mark] = [sign, letter];
      sign += 1;
    } else if (now !== undefined && now(name[letter])) {
      sign += 1;
      letter += 1;
    } else if (star >= 0) {
      sign = star + 1;
      mark += 1;
      letter = mark;
    } else return false;
  }
  return signs.slice(sign).every((left) => left === '*');
}

/** Patterns are written for Perl; the few that another engine does not read match nothing. Long or nested ones are left out: they come from outside. */
function compileRegExp(text: string): RegExp | undefined {
  if (text.length > 200 || /\([^)]*[*+][^)]*\)[*+{]/.test(text)) return undefined;
  const plain = text.replace(/^\(\?i\)/, '');
  try {
    return new RegExp(plain, plain === text ? '' : 'i');
  } catch {
    return undefined;
  }
}

interface SplitChange {
  readonly paths: readonly SplitPath[];
  readonly lines: readonly string[] | undefined;
}

/** Long lines are cut before a pattern of the file reads them. */
const MOST_OF_A_LINE = 400;

function matchEntry(
  { entry, patterns, excluded, contents }: CompiledEntry,
  { paths, lines }: SplitChange,
): EntryMatch[] {
  let [covers, depth, shown] = [0, Number.NEGATIVE_INFINITY, ''];
  for (const path of paths) {
    const best = deepest(patterns, path);
    if (best === undefined || excluded.some((pattern) => pattern.fits(path))) continue;
    covers += 1;
    if (best.depth > depth) [depth, shown] = [best.depth, best.text];
  }
  if (covers > 0) return [{ entry, covers, depth, pattern: shown }];
  const content = contents.find((regExp) => (lines ?? []).some((line) => regExp.test(line.slice(0, MOST_OF_A_LINE))));
  return content === undefined ? [] : [{ entry, covers: 0, depth: 0, pattern: content.source }];
}

function deepest(patterns: readonly CompiledPattern[], path: SplitPath): CompiledPattern | undefined {
  let best: CompiledPattern | undefined;
  for (const pattern of patterns) if (pattern.depth > (best?.depth ?? -2) && pattern.fits(path)) best = pattern;
  return best;
}

/** Catch-all entries last, then by how much is covered, then by depth; the file's order decides between equals. */
function compareMatches(a: EntryMatch, b: EntryMatch): number {
  return (
    Number(a.depth < 0) - Number(b.depth < 0) || b.covers - a.covers || b.depth - a.depth || a.entry.line - b.entry.line
  );
}
