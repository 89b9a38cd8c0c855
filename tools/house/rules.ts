import { posix } from 'node:path';
import type { Found, SourceFacts } from './source.ts';

export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly says: string;
}

/** Rooms in the order that a commit walks through them; rooms of one entry do not know each other. */
const ORDER: readonly (readonly string[])[] = [
  ['git', 'models'],
  ...['history', 'evidence', 'triage', 'panel', 'message', 'port', 'mail', 'cve', 'run', 'review', 'cli'].map(
    (room) => [room],
  ),
];

/** Files that may touch process, network, disk, clock or chance. A name that ends in `/` means the folder. */
const WORLD = [
  ...['src/git/', 'src/models/', 'src/cli/', 'src/testing/'],
  ...[
    'src/store',
    'src/config',
    'src/history/store',
    'src/history/ingest',
    'src/history/search/file',
    'src/history/mail/disk/',
    'src/history/resolve/disk/',
  ],
  ...['src/mail/send', 'src/mail/feedback/disk/', 'src/review/server.ts', 'src/review/store/'],
  ...['src/cve/folder/disk/', 'src/run/files', 'src/run/send/outbox/', 'src/run/steps/'],
  // Looks at the clock to let timers have their turn; no answer depends on it.
  'src/run/turns',
];

/** Files of the root that reach the disk: only rooms that start work may import them. */
const WORLD_ROOTS = /^src\/(?:config|store)/;
const MAY_START_WORK = new Set(['run', 'review', 'cli']);

/** Doors beside the index.ts of a room, for a program that must start in milliseconds: behind it stands the whole room. */
const SMALL_DOORS = new Set([
  ...['src/git/commit-lines.ts', 'src/git/message.ts'],
  ...['src/history/resolve/index.ts', 'src/history/resolve/check/index.ts'],
  ...['src/cve/lookup.ts', 'src/run/cve/search.ts', 'src/run/cve/settings.ts'],
  ...['src/run/references/resolve.ts', 'src/run/references/check-references.ts'],
]);

const MAX_LINES = 300;
/** Tests of one subject share their fixtures. */
const MAX_TEST_LINES = 600;
/** Files that are longer for a reason that was looked at. */
const LONG_FILES: Readonly<Record<string, string>> = {};

const EMPTY_WORDS = /(?:^|\/)(?:utils?|common|lib|helpers?|misc)(?:\/|\.|$)/;
const EMPTY_VERBS = /^(?:get|handle|process|manage)[A-Z]/;
const UNFINISHED = /\b(?:TODO|FIXME|XXX|HACK)\b/;
/** A path of somebody's machine has no meaning on another one; tests may invent a home folder. */
const MACHINE_PATH = /(?<![\w.~$}-])\/(?:work|home|root|Users)\/\w/;
const MACHINE_PATH_IN_TEST = /(?<![\w.~$}-])\/(?:work|root)\/\w/;

/** Every way in which one file breaks the rules of the house; empty when it keeps them. */
export function findViolations(source: SourceFacts): Violation[] {
  return [
    ...roomOrder(source),
    ...theWorld(source),
    ...size(source),
    ...names(source),
    ...source.forbiddenSyntax.map((found) => breaks(source)('syntax', found, `${found.what} is not used here`)),
    ...source.comments
      .filter((comment) => UNFINISHED.test(comment.what))
      .map((found) => breaks(source)('unfinished', found, 'an open end is an issue, not a comment')),
    ...machinePaths(source),
  ];
}

/** A maker of violations for one file. */
const breaks =
  ({ path }: SourceFacts) =>
  (rule: string, { line }: Pick<Found, 'line'>, says: string): Violation => ({ path, line, rule, says });

const isTest = (path: string): boolean => /\.(?:test|contract)\.ts$/.test(path) || /\/testing\//.test(path);

/** `git` for `src/git/walk.ts`; undefined for files of the root and outside of src. */
const roomOf = (path: string): string | undefined => /^src\/(\w+)\//.exec(path)?.[1];

const levelOf = (room: string): number => ORDER.findIndex((rooms) => rooms.includes(room));

function roomOrder(source: SourceFacts): Violation[] {
  return source.imports.flatMap((found) => {
    const says = wrongImport(source.path, found.what);
    return says === undefined ? [] : [breaks(source)('room-order', found, says)];
  });
}

function wrongImport(path: string, specifier: string): string | undefined {
  if (!path.startsWith('src/')) return undefined;
  if (specifier === 'a computed name') return undefined;
  if (!specifier.startsWith('.')) return undefined;
  if (!specifier.endsWith('.ts')) return `'${specifier}' must end in .ts`;
  const target = posix.join(posix.dirname(path), specifier);
  const [from, to] = [roomOf(path), roomOf(target)];
  if (from === to && from !== undefined) return undefined;
  if (to === 'testing') return isTest(path) ? undefined : 'only tests import src/testing';
  if (to === undefined) return wrongRootImport({ path, from, target });
  if (levelOf(to) < 0) return `src/${to} is not a room; the rooms stand in tools/house/rules.ts`;
  if (target !== `src/${to}/index.ts` && !SMALL_DOORS.has(target))
    return `room ${to} is entered through its index.ts, not ${specifier}`;
  if (isTest(path) || path === 'src/index.ts') return undefined;
  if (from === undefined) return to === 'git' ? undefined : `a file of the root imports no room but git, not ${to}`;
  return levelOf(to) < levelOf(from) ? undefined : `${from} comes before ${to} and must not know it`;
}

function wrongRootImport(edge: { path: string; from: string | undefined; target: string }): string | undefined {
  const { path, from, target } = edge;
  if (!target.startsWith('src/')) return isTest(path) ? undefined : `${target} is not part of the program`;
  if (from === undefined || isTest(path) || !WORLD_ROOTS.test(target)) return undefined;
  return MAY_START_WORK.has(from) ? undefined : `${target} reaches the disk; ${from} is given its values instead`;
}

function theWorld(source: SourceFacts): Violation[] {
  const { path } = source;
  const allowed = !path.startsWith('src/') || isTest(path) || WORLD.some((start) => path.startsWith(start));
  if (allowed) return [];
  return source.touches.map((found) =>
    breaks(source)('world', found, `${found.what} reaches out of the program: give the value in from outside`),
  );
}

const limitOf = (path: string): number => (isTest(path) ? MAX_TEST_LINES : MAX_LINES);

function size(source: SourceFacts): Violation[] {
  const limit = limitOf(source.path);
  if (source.lines <= limit || source.path in LONG_FILES) return [];
  return [breaks(source)('size', { line: limit }, `${source.lines} lines: split it by ideas`)];
}

function names(source: SourceFacts): Violation[] {
  const start = { line: 1 };
  const file = EMPTY_WORDS.test(source.path) ? [breaks(source)('names', start, 'a file is named by its subject')] : [];
  const verbs = source.exportedNames
    .filter(({ what }) => EMPTY_VERBS.test(what))
    .map((found) =>
      breaks(source)('names', found, `${found.what}: say parse, build, render, read, walk, load or save`),
    );
  return [...file, ...verbs];
}

function machinePaths(source: SourceFacts): Violation[] {
  const pattern = isTest(source.path) ? MACHINE_PATH_IN_TEST : MACHINE_PATH;
  return source.text.split('\n').flatMap((text, at) => {
    const seen = pattern.exec(text);
    return seen ? [breaks(source)('machine-path', { line: at + 1 }, `${seen[0]}… is on one machine only`)] : [];
  });
}

/** Rooms that stand as folders but not in {@link ORDER}. */
export function findUnknownRooms(folders: readonly string[]): string[] {
  return folders.filter((folder) => folder !== 'testing' && levelOf(folder) < 0);
}

/** Names in the list of long files that are short or gone: the list must not outlive its reasons. */
export function findStaleExceptions(lengths: ReadonlyMap<string, number>): string[] {
  return Object.keys(LONG_FILES).filter((path) => (lengths.get(path) ?? 0) <= limitOf(path));
}

export const renderViolation = ({ path, line, rule, says }: Violation): string => `${path}:${line}: ${rule}: ${says}`;
