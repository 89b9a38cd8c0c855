import type { HistoryCommit } from '../../history/index.ts';
import { compilePathPattern, type PathPattern } from '../facts/opt-outs.ts';
import { kindOfPath } from '../facts/size.ts';
import type { Observation } from '../observation.ts';
import type { ConflictPlace } from '../types.ts';

/** Records beside the code, which every branch keeps in its own way: names of people, change logs, release notes. */
export const SIDE_FILES: readonly string[] = [
  ...['.mailmap', 'MAINTAINERS', 'CREDITS', 'AUTHORS'],
  ...['CHANGELOG*', 'ChangeLog*', 'CHANGES*', 'NEWS*'],
  ...['*/rel_notes/*', '*/release_notes/*', '*/release-notes/*'],
];

/** Compiles patterns as of an ignore list. */
export function makeSideFiles(patterns: readonly string[]): (path: string) => boolean {
  const compiled = patterns.flatMap((pattern): PathPattern[] => {
    const one = compilePathPattern(pattern);
    return one === undefined ? [] : [one];
  });
  return (path) => compiled.some((pattern) => pattern.test(path));
}

/**
 * The files in which alone a pick conflicts, where keepers leave such changes out or put them in by hand: records beside the code, and
 * documents and tests that the branch does not have. Empty where it conflicts elsewhere, or where nothing else is left of the commit.
 */
export function findWithout(
  { pick, first }: Pick<Observation, 'pick' | 'first'>,
  commit: Pick<HistoryCommit, 'sha' | 'paths'>,
  isSide: (path: string) => boolean,
): readonly string[] {
  if (pick?.kind !== 'conflicts' || pick.at !== commit.sha || first.length > 0 || pick.files.length === 0) return [];
  if (!pick.files.every((file) => isLeftOut(file, isSide))) return [];
  const without = [...new Set(pick.files.map(({ path }) => path))];
  const isRest = (path: string): boolean => !isSide(path) && !without.includes(path);
  return commit.paths.some(isRest) ? without : [];
}

const isLeftOut = ({ path, kind }: ConflictPlace, isSide: (path: string) => boolean): boolean =>
  IN_LINES.has(kind) && (isSide(path) || (kind === 'absent-on-branch' && BESIDE.has(kindOfPath(path))));

const IN_LINES: ReadonlySet<string> = new Set([
  'content',
  'binary',
  'both-added',
  'absent-on-branch',
  'changed-on-branch',
]);
const BESIDE: ReadonlySet<string> = new Set(['documentation', 'tests']);
