import { describe, expect, it } from 'vitest';
import type { Sha } from '../../git/index.ts';
import type { ConflictPlace } from '../types.ts';
import { findWithout, makeSideFiles, SIDE_FILES } from './side-files.ts';

const sha = 'a'.repeat(40) as Sha;
const isSide = makeSideFiles(SIDE_FILES);
const place = (path: string, kind: ConflictPlace['kind']): ConflictPlace => ({
  ...{ path, oldPath: path, kind, changes: undefined },
});
const found = (files: readonly ConflictPlace[], paths: readonly string[], at = sha): readonly string[] =>
  findWithout({ pick: { kind: 'conflicts', at, files }, first: [] }, { sha, paths }, isSide);

describe('files that a commit can be taken without', () => {
  it.each([
    '.mailmap',
    'MAINTAINERS',
    'CHANGELOG.md',
    'NEWS',
    'doc/guides/rel_notes/release_24_07.rst',
    'Documentation/release-notes/1.0.txt',
  ])('are records beside the code: %s', (path) => {
    expect(found([place(path, 'content')], [path, 'lib/a.c'])).toEqual([path]);
  });

  it('are documents and tests that the branch does not have, but no code and none that it has', () => {
    const [page, test, code] = ['doc/guides/nics/ionic.rst', 'app/test/test_bpf.c', 'drivers/net/a.c'];
    expect(found([place(page, 'absent-on-branch'), place(test, 'absent-on-branch')], [page, test, code])).toEqual([
      page,
      test,
    ]);
    expect(found([place(page, 'content')], [page, code])).toEqual([]);
    expect(found([place('lib/b.c', 'absent-on-branch')], ['lib/b.c', code])).toEqual([]);
    expect(found([place(page, 'absent-on-branch'), place(code, 'content')], [page, code])).toEqual([]);
  });

  it('are none where nothing else is left of the commit, where something else conflicts first, or in more than lines', () => {
    expect(found([place('.mailmap', 'content')], ['.mailmap'])).toEqual([]);
    expect(found([place('.mailmap', 'content')], ['.mailmap', 'NEWS'])).toEqual([]);
    expect(found([place('.mailmap', 'content')], ['.mailmap', 'a.c'], 'b'.repeat(40) as Sha)).toEqual([]);
    expect(found([place('NEWS', 'file-directory')], ['NEWS', 'a.c'])).toEqual([]);
  });

  it('are those that a person named, in place of the usual ones', () => {
    const named = makeSideFiles(['doc/changes/']);
    expect([named('doc/changes/1.txt'), named('.mailmap')]).toEqual([true, false]);
  });
});
