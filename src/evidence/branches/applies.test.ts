import { describe, expect, it } from 'vitest';
import { sketchHistory } from '../../testing/history.ts';
import type { Sha } from '../../git/index.ts';
import type { ConflictPlace } from '../types.ts';
import { sayApplies } from './applies.ts';

const at = 'a'.repeat(40) as Sha;
const history = sketchHistory({ commits: [{ sha: at, day: '2020-01-01' }], branches: [] });
const place = (path: string, kind: ConflictPlace['kind']): ConflictPlace => ({
  path,
  oldPath: path,
  kind,
  changes: undefined,
});

function say(files: readonly ConflictPlace[], without: readonly string[] = []): string | undefined {
  const pick = { kind: 'conflicts' as const, at, files };
  const seen = { tip: at, first: [], pick, images: undefined, chain: undefined, lacks: undefined };
  return sayApplies(seen, { history, sha: at, without });
}

describe('where a pick conflicts', () => {
  it('tells files that the branch does not have from those that are otherwise there', () => {
    const [notes, code] = [place('notes.rst', 'absent-on-branch'), place('a.c', 'content')];
    expect(say([code])).toBe('it conflicts in a.c');
    expect(say([notes])).toBe('it conflicts only in notes.rst, which the branch does not have');
    expect(say([notes, code])).toBe('it conflicts in notes.rst, which the branch does not have, and in a.c');
    expect(say([])).toBe('it conflicts in a file that git did not name');
  });

  it('says what it applies without, with the command that shows it', () => {
    expect(say([place('.mailmap', 'content')], ['.mailmap'])).toBe(
      "it applies without its change to .mailmap, where alone it conflicts (git show aaaaaaaaaaaa -- . ':(exclude).mailmap' | git apply -3)",
    );
  });
});
