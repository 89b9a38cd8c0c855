import { describe, expect, it } from 'vitest';
import { LineAutomaton } from './line-automaton.ts';
import { parsePatch } from './patch.ts';
import { matchImages } from './pre-image.ts';
import type { FileMatch } from './pre-image.ts';

const header = 'diff --git a/f b/f\n--- a/f\n+++ b/f\n';
const twoHunks = `${header}@@ -2,5 +2,6 @@ one
 b
 c
-d
+D
+D2
 e
 f
@@ -20,4 +21,3 @@ two
 t
-u
 v
 w
`;
const letters = [...'abcdefghijklmnopqrstuvwxyz'];

function match(patch: string, lines: readonly string[]): FileMatch {
  const parsed = parsePatch(Buffer.from(patch));
  return matchImages(parsed, parsed.files[0], Buffer.from(`${lines.join('\n')}\n`));
}

const brief = ({ hunks, before, after }: FileMatch) => ({
  hunks: hunks.map((hunk) => [hunk.before.found, hunk.before.at, hunk.after.found, hunk.after.at]),
  before,
  after,
});

describe('the images of a patch', () => {
  it('are told for every hunk, with the line', () => {
    expect(brief(match(twoHunks, letters))).toEqual({
      hunks: [
        ['all', 3, 'none', undefined],
        ['all', 20, 'none', undefined],
      ],
      before: 'all',
      after: 'none',
    });
    const applied = letters.toSpliced(20, 1).toSpliced(3, 1, 'D', 'D2');
    expect(brief(match(twoHunks, applied))).toEqual({
      hunks: [
        ['none', undefined, 'all', 3],
        ['none', undefined, 'all', 21],
      ],
      before: 'none',
      after: 'all',
    });
  });

  it('are found at another place, with other white space, and not when a line differs', () => {
    const moved = ['x', 'y', ...letters].map((line) => `\t ${line}\r`);
    expect(brief(match(twoHunks, moved))).toMatchObject({
      hunks: [
        ['all', 5, 'none', undefined],
        ['all', 22, 'none', undefined],
      ],
      before: 'all',
    });
    expect(brief(match(twoHunks, letters.with(2, 'X')))).toMatchObject({
      hunks: [
        ['none', undefined, 'none', undefined],
        ['all', 20, 'none', undefined],
      ],
      before: 'some',
    });
  });

  it('are looked for change by change inside a hunk', () => {
    const patch = `${header}@@ -1,6 +1,5 @@\n a\n-b\n c\n+C\n d\n-e\n f\n`;
    expect(brief(match(patch, letters)).hunks).toEqual([['all', 1, 'none', undefined]]);
    expect(brief(match(patch, [...'abcXdef'])).hunks).toEqual([['some', 1, 'none', undefined]]);
  });

  it('are nearest to where the patch has them', () => {
    const patch = `${header}@@ -40,3 +40,3 @@\n x\n-y\n+Y\n z\n`;
    const lines = Array.from({ length: 100 }, () => 'q');
    for (const at of [3, 41, 80]) lines.splice(at, 3, 'x', 'y', 'z');
    expect(match(patch, lines).hunks[0]?.before).toEqual({ found: 'all', at: 42 });
  });

  it('are empty where there is nothing to look for', () => {
    const added = 'diff --git a/f b/f\nnew file mode 100644\n--- /dev/null\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n';
    expect(brief(match(added, letters))).toEqual({
      hunks: [['empty', undefined, 'all', 1]],
      before: 'empty',
      after: 'all',
    });
    const blank = `${header}@@ -1,2 +1,3 @@\n \n+\n  \n`;
    expect(brief(match(blank, letters))).toMatchObject({ before: 'empty', after: 'empty' });
  });

  it('are found in long runs part by part', () => {
    const removed = Array.from({ length: 100 }, (_, at) => `line ${at}`);
    const patch = `${header}@@ -1,100 +0,0 @@\n${removed.map((line) => `-${line}\n`).join('')}`;
    expect(match(patch, removed).before).toBe('all');
    expect(match(patch, removed.with(50, 'other')).before).toBe('some');
  });

  it('are told of files and patches that repeat one line without end', () => {
    const many = 200_000;
    const patch = `${header}@@ -1,${many} +0,0 @@\n${'-x\n'.repeat(many)}`;
    expect(
      match(
        patch,
        Array.from({ length: many }, () => 'x'),
      ).before,
    ).toBe('all');
    expect(
      match(
        patch,
        Array.from({ length: 31 }, () => 'x'),
      ).before,
    ).toBe('none');
  });
});

describe('the automaton', () => {
  it('finds what a plain search finds', () => {
    let state = 1;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    for (let round = 0; round < 100; round++) {
      const text = Int32Array.from({ length: 60 }, () => random(4) - 1);
      const sequences = Array.from({ length: 12 }, () => Array.from({ length: 1 + random(4) }, () => random(3)));
      const automaton = new LineAutomaton(3);
      const handles = sequences.map((sequence) => automaton.add(sequence));
      const placesOf = automaton.search(text);
      for (const [at, sequence] of sequences.entries()) {
        const expected = [...text.keys()].filter((place) =>
          sequence.every((label, next) => text[place + next] === label),
        );
        expect(placesOf(handles[at])).toEqual(expected);
      }
    }
  });
});
