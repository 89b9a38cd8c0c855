import { posix } from 'node:path';
import type { PastCommit, Repository, Sha } from '../../git/index.ts';
import { learnConventions, learnPrefix, type Conventions, type PrefixHabit, type Sample } from '../../message/index.ts';

/** Earlier commits, newest first: where conventions are learned from. */
export interface PastSource {
  recent(): Promise<readonly Sample[]>;
  /** Commits that touch a file or folder. */
  touching(path: string, limit: number): Promise<readonly Sample[]>;
}

const RECENT = 3000;
const OF_FILE = 30;
const OF_FOLDER = 120;
const MOST_PATHS = 5;
/** A file that few commits touched is searched for through the whole history: what came by then must do. */
const TIMEOUT_MS = 4000;

/** What was committed before and at `revision`. */
export function openPast(repository: Pick<Repository, 'past'>, revision: Sha): PastSource {
  const read = async (limit: number, paths?: readonly string[]): Promise<readonly PastCommit[]> => {
    const timeoutMs = paths === undefined ? 30_000 : TIMEOUT_MS;
    const more = paths === undefined ? {} : { paths };
    return (await repository.past({ revisions: [revision], limit, timeoutMs, ...more })).commits;
  };
  return { recent: () => read(RECENT), touching: (path, limit) => read(limit, [path]) };
}

export interface Learned {
  readonly conventions: Conventions;
  /** Habits of the touched files, then of their folders. */
  prefixesOf(paths: readonly string[]): Promise<readonly PrefixHabit[]>;
}

/** Conventions of a project, learned once; those of a path when they are asked for. */
export async function learnFrom(past: PastSource): Promise<Learned> {
  const conventions = learnConventions(await past.recent());
  const known = new Map<string, Promise<PrefixHabit>>();
  const habitOf = (path: string, limit: number): Promise<PrefixHabit> => {
    const habit = known.get(path) ?? past.touching(path, limit).then((samples) => learnPrefix(path, samples));
    known.set(path, habit);
    return habit;
  };
  const prefixesOf = async (paths: readonly string[]): Promise<readonly PrefixHabit[]> => {
    const habits: PrefixHabit[] = [];
    const files = choosePaths(paths);
    const folders = [...new Set(files.map((path) => posix.dirname(path)))].filter((folder) => folder !== '.');
    for (const path of files) habits.push(await habitOf(path, OF_FILE));
    for (const folder of folders) habits.push(await habitOf(folder, OF_FOLDER));
    return habits;
  };
  return { conventions, prefixesOf };
}

const BESIDE =
  /(?:^|\/)(?:MAINTAINERS|\.mailmap|Makefile|Kconfig|meson\.build|CHANGELOG.*|ChangeLog)$|(?:^|\/)(?:docs?|Documentation)\//;

/** Files that are no companions of a change come first. */
function choosePaths(paths: readonly string[]): readonly string[] {
  const [own, beside] = [paths.filter((path) => !BESIDE.test(path)), paths.filter((path) => BESIDE.test(path))];
  return [...own, ...beside].slice(0, MOST_PATHS);
}
