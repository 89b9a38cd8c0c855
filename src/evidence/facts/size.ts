import { commitAt } from '../question.ts';
import type { Finding, Question, Weight } from '../types.ts';
import { listWords, plural, shortId } from '../words.ts';

/** The kernel's stable rules ask for patches of at most 100 lines. */
const LARGE_LINES = 100;

type PathKind = 'documentation' | 'tests' | 'build files' | 'device tree' | 'headers' | 'code' | 'other files';

/** How much it changes, and what kind of files. */
export function sizeFacts({ history, row }: Question): readonly Finding[] {
  const commit = commitAt(history, row);
  const source = `git show --stat ${shortId(commit.sha)}`;
  if (commit.unread !== undefined)
    return [{ kind: 'size', says: `Its patch could not be read: ${commit.unread}.`, source, weighs: 'neutral' }];
  const lines = commit.added + commit.removed;
  const size: Finding = {
    kind: 'size',
    says: `Adds ${plural(commit.added, 'line')} and removes ${commit.removed} in ${plural(commit.paths.length, 'file')}${lines > LARGE_LINES ? `: more than the ${LARGE_LINES} lines of a usual stable patch` : ''}.`,
    source,
    weighs: lines > LARGE_LINES ? 'against' : 'neutral',
  };
  return commit.paths.length === 0 ? [size] : [size, sayKinds(commit.paths, source)];
}

function sayKinds(paths: readonly string[], source: string): Finding {
  const counts = Map.groupBy(paths, kindOfPath);
  const kinds = [...counts].toSorted((a, b) => b[1].length - a[1].length);
  const inert = kinds.every(([kind]) => kind === 'documentation' || kind === 'tests');
  const weighs: Weight = inert ? 'against' : 'neutral';
  const says = inert
    ? `Touches nothing that runs for users: only ${listWords(kinds.map(([kind]) => kind))}.`
    : `Touches ${listWords(kinds.map(([kind, of]) => `${kind} (${of.length})`))}.`;
  return { kind: 'paths', says, source, weighs };
}

export function kindOfPath(path: string): PathKind {
  if (
    /(^|\/)(documentation|docs?|man)\/|\.(rst|txt|md|adoc|\d|pod)$|(^|\/)(readme|changelog|maintainers|credits)[^/]*$/i.test(
      path,
    )
  )
    return /\.dtsi?$/.test(path) ? 'device tree' : 'documentation';
  if (/(^|\/)(tests?|selftests?|kunit|unittests?)(\/|$)|[_-]tests?\.[a-z]+$|(^|\/)test[_-][^/]*$/i.test(path))
    return 'tests';
  if (
    /(^|\/)(kconfig|makefile|kbuild|meson\.build|meson_options\.txt|cmakelists\.txt|configure)[^/]*$|\.(mk|m4|ac|cmake)$/i.test(
      path,
    )
  )
    return 'build files';
  if (/\.(dtsi?|dtso)$/.test(path)) return 'device tree';
  if (/\.(h|hpp|hh)$/.test(path)) return 'headers';
  return /\.(c|cc|cpp|cxx|s|rs|go|py|pl|sh|ts|js|java|ml|mli|y|l)$/i.test(path) ? 'code' : 'other files';
}
