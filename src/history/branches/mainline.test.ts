import { describe, expect, it } from 'vitest';
import type { Ref, Sha } from '../../git/index.ts';
import { findMainline, listBranches } from './mainline.ts';

const ref = (name: string, time = 1, target = name): Ref => ({ name, target: target as Sha, time });
const heads = (...names: string[]): Ref[] => names.map((name) => ref(`refs/heads/${name}`));
const nameOf = (refs: readonly Ref[], head?: string, named?: string): string =>
  findMainline({ refs, head, named }).name;

describe('mainline', () => {
  it('is the branch of HEAD when that is called like one', () => {
    expect(nameOf(heads('main', 'trunk'), 'refs/heads/trunk')).toBe('trunk');
  });

  it('is main although HEAD is a stable branch', () => {
    expect(nameOf(heads('main', 'v255-stable'), 'refs/heads/v255-stable')).toBe('main');
  });

  it('is main although HEAD is somebody’s work', () => {
    expect(nameOf(heads('main', 'topic'), 'refs/heads/topic')).toBe('main');
  });

  it('is the newer of main and master', () => {
    const refs = [ref('refs/heads/main', 5), ref('refs/heads/master', 9), ref('refs/heads/6.1', 20)];
    expect(nameOf(refs)).toBe('master');
  });

  it('is where origin/HEAD points when nothing is called like it', () => {
    const refs = [
      ref('refs/remotes/origin/HEAD', 1, 'x'),
      ref('refs/remotes/origin/head-of-line', 1, 'x'),
      ref('refs/heads/1.0'),
    ];
    expect(nameOf(refs, 'refs/heads/1.0')).toBe('head-of-line');
  });

  it('is HEAD’s branch when that holds no version', () => {
    expect(nameOf(heads('work', '1.0'), 'refs/heads/work')).toBe('work');
  });

  it('is never guessed from a stable branch', () => {
    expect(() => nameOf(heads('1.0', '1.1'), 'refs/heads/1.0')).toThrow(
      'no mainline branch found: name it with --mainline, seen: 1.0, 1.1',
    );
  });

  it('is what the person named, in any spelling', () => {
    const refs = [...heads('main', 'odd'), ref('refs/remotes/up/odd')];
    expect(findMainline({ refs, head: undefined, named: 'odd' }).ref.name).toBe('refs/heads/odd');
    expect(findMainline({ refs, head: undefined, named: 'up/odd' }).ref.name).toBe('refs/remotes/up/odd');
    expect(() => nameOf(refs, undefined, 'gone')).toThrow(
      'there is no branch "gone" in this repository, seen: main, odd',
    );
  });

  it('is not there in an empty repository', () => {
    expect(() => nameOf([], 'refs/heads/main')).toThrow(expect.objectContaining({ code: 'empty-repository' }));
  });
});

describe('branches', () => {
  it('are the local ones, then those of origin, then those of others', () => {
    const refs = [
      ref('refs/remotes/zoo/a'),
      ref('refs/remotes/origin/a'),
      ref('refs/remotes/origin/b'),
      ref('refs/heads/b'),
      ref('refs/tags/c'),
      ref('refs/pull/1/head'),
    ];
    expect(listBranches(refs).map(({ name, ref: { name: full } }) => [name, full])).toEqual([
      ['a', 'refs/remotes/origin/a'],
      ['b', 'refs/heads/b'],
    ]);
  });
});
