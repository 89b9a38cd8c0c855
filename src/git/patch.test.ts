import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UnjudgeableError } from '../errors.ts';
import { parsePatch } from './patch.ts';
import type { Patch } from './types.ts';

function parse(text: string): Patch {
  return parsePatch(Buffer.from(text, 'latin1'));
}

function linesOf(patch: Patch): string[] {
  return Array.from(patch.lineStart, (start, i) => {
    const text = patch.bytes.toString('latin1', start, patch.lineEnd[i]);
    return String.fromCharCode(patch.lineSign[i]) + text;
  });
}

const modified = `diff --git a/dir/x.c b/dir/x.c
index 1111111..2222222 100644
--- a/dir/x.c
+++ b/dir/x.c
@@ -1,3 +1,4 @@ int main(void)
 one
-two
+TWO
+2.5
 three
@@ -10 +11,0 @@
-ten
`;

test('a changed file with two hunks', () => {
  const patch = parse(modified);
  expect(patch.files).toEqual([
    {
      oldPath: 'dir/x.c',
      newPath: 'dir/x.c',
      change: 'modified',
      binary: false,
      added: 2,
      removed: 2,
      hunks: [
        { oldStart: 1, oldLines: 3, newStart: 1, newLines: 4, section: 'int main(void)', from: 0, to: 5 },
        { oldStart: 10, oldLines: 1, newStart: 11, newLines: 0, section: '', from: 5, to: 6 },
      ],
    },
  ]);
  expect([patch.added, patch.removed, patch.cut]).toEqual([2, 2, 0]);
  expect(linesOf(patch)).toEqual([' one', '-two', '+TWO', '+2.5', ' three', '-ten']);
});

test('content that looks like headers stays content, as the counts say', () => {
  const patch = parse(`diff --git a/x b/x
--- a/x
+++ b/x
@@ -1,3 +1,3 @@
--- a/y
-- 
-diff --git a/z b/z
+++ b/y
+@@ -1 +1 @@
+diff --git a/z b/z
`);
  expect(patch.files.length).toBe(1);
  expect([patch.added, patch.removed]).toEqual([3, 3]);
  expect(linesOf(patch)[0]).toBe('--- a/y');
});

test('a file without a newline at its end', () => {
  const patch = parse(`diff --git a/x b/x
--- a/x
+++ b/x
@@ -1 +1 @@
-old
\\ No newline at end of file
+new
\\ No newline at end of file
diff --git a/y b/y
--- a/y
+++ b/y
@@ -1 +1 @@
-a
+b
`);
  expect(patch.files.map((file) => [file.newPath, file.added, file.removed])).toEqual([
    ['x', 1, 1],
    ['y', 1, 1],
  ]);
  expect(linesOf(patch)).toEqual(['-old', '+new', '-a', '+b']);
});

test('CRLF and NUL are content', () => {
  const patch = parse('diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\r\n+b\0c\r\n');
  expect(linesOf(patch)).toEqual(['-a\r', '+b\0c\r']);
});

test.each([
  [
    'an added file',
    'diff --git a/n b/n\nnew file mode 100644\nindex 0..1\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+x\n',
    ['added', undefined, 'n'],
  ],
  ['an added empty file', 'diff --git a/n b/n\nnew file mode 100644\nindex 0..1\n', ['added', undefined, 'n']],
  [
    'a deleted file',
    'diff --git a/n b/n\ndeleted file mode 100644\nindex 1..0\n--- a/n\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n',
    ['deleted', 'n', undefined],
  ],
  ['a rename', 'diff --git a/o b/n\nsimilarity index 100%\nrename from o\nrename to n\n', ['renamed', 'o', 'n']],
  ['a copy', 'diff --git a/o b/n\nsimilarity index 90%\ncopy from o\ncopy to n\n', ['copied', 'o', 'n']],
  ['a mode change', 'diff --git a/s b/s\nold mode 100644\nnew mode 100755\n', ['mode', 's', 's']],
  [
    'a mode change with content',
    'diff --git a/s b/s\nold mode 100644\nnew mode 100755\nindex 1..2\n--- a/s\n+++ b/s\n@@ -1 +1 @@\n-a\n+b\n',
    ['modified', 's', 's'],
  ],
  [
    'a name with blanks',
    'diff --git a/a b/c b/a b/c\n--- a/a b/c\t\n+++ b/a b/c\t\n@@ -1 +1 @@\n-a\n+b\n',
    ['modified', 'a b/c', 'a b/c'],
  ],
  [
    'a name with blanks and no content',
    'diff --git a/a b/c b/a b/c\nold mode 100644\nnew mode 100755\n',
    ['mode', 'a b/c', 'a b/c'],
  ],
  [
    'a quoted name',
    'diff --git "a/t\\tq\\"\\303\\251" "b/t\\tq\\"\\303\\251"\n--- "a/t\\tq\\"\\303\\251"\n+++ "b/t\\tq\\"\\303\\251"\n@@ -1 +1 @@\n-a\n+b\n',
    ['modified', 't\tq"é', 't\tq"é'],
  ],
  [
    'a quoted name on one side',
    'diff --git a/plain "b/t\\t"\nsimilarity index 100%\nrename from plain\nrename to "t\\t"\n',
    ['renamed', 'plain', 't\t'],
  ],
  [
    'a name that is not UTF-8',
    'diff --git "a/\\377" "b/\\377"\nnew file mode 100644\n',
    ['added', undefined, '"\\377"'],
  ],
])('%s', (_what, text, expected) => {
  const [file] = parse(text).files;
  expect([file.change, file.oldPath, file.newPath]).toEqual(expected);
});

test.each([
  ['named as differing', 'diff --git a/b.bin b/b.bin\nindex 1..2 100644\nBinary files a/b.bin and b/b.bin differ\n'],
  [
    'as base85',
    'diff --git a/b.bin b/b.bin\nindex 1..2 100644\nGIT binary patch\nliteral 3\nKcmZQzWMT#Y01f~L\n\nliteral 3\nKcmZQzWMT#Y01f~L\n\n',
  ],
])('a binary file %s, and the file behind it', (_how, text) => {
  const patch = parse(text + modified);
  expect(patch.files.map((file) => [file.newPath, file.binary, file.added])).toEqual([
    ['b.bin', true, 0],
    ['dir/x.c', false, 2],
  ]);
});

test('a patch that ends early gives what is there', () => {
  const whole = parse(modified);
  for (let length = 0; length < modified.length; length++) {
    const patch = parse(modified.slice(0, length));
    expect(patch.added).toBeLessThanOrEqual(whole.added);
  }
  expect(parse(modified.slice(0, modified.indexOf('+2.5'))).added).toBe(1);
});

test('a combined patch of a merge is refused', () => {
  expect(() => parse('diff --cc x\nindex 1,2..3\n--- a/x\n+++ b/x\n@@@ -1,1 -1,1 +1,1 @@@\n')).toThrow(
    UnjudgeableError,
  );
});

test('any bytes give a patch whose lines lie inside it and whose counts agree', () => {
  const piece = fc.constantFrom(
    'diff --git a/x b/x\n',
    '--- a/x\n',
    '+++ b/x\n',
    '@@ -1,2 +1,2 @@ f\n',
    ' a\n',
    '+b\n',
    '-c\n',
    '\\ No\n',
    '\n',
    '"',
    '\\',
    'GIT binary patch\n',
    'rename to "x',
    '\0',
    '\xff',
    '@@ -9999999999 +1 @@\n',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 30 }), (pieces) => {
      const patch = parse(pieces.join(''));
      let lines = 0;
      for (const file of patch.files) {
        for (const hunk of file.hunks) {
          expect(hunk.from).toBe(lines);
          lines = hunk.to;
        }
      }
      expect(lines).toBe(patch.lineStart.length);
      const ends = Array.from(patch.lineEnd);
      expect(ends.every((end, i) => end >= patch.lineStart[i] && end <= patch.bytes.length)).toBe(true);
      expect(Array.from(patch.lineSign).filter((sign) => sign === 43).length).toBe(patch.added);
      expect(Array.from(patch.lineSign).filter((sign) => sign === 45).length).toBe(patch.removed);
    }),
    { numRuns: 2000 },
  );
});

test('arrays of one patch are not touched by the next', () => {
  const first = parse(modified);
  const before = linesOf(first);
  parse(modified.replaceAll('two', 'another line altogether'));
  expect(linesOf(first)).toEqual(before);
});
