import { expect, test } from 'vitest';
import { parsePatch } from './patch.ts';
import { patchIdOf } from './patch-id.ts';

function fileOf(name: string, hunk: string): string {
  return `diff --git a/${name} b/${name}\nindex 1..2 100644\n--- a/${name}\n+++ b/${name}\n${hunk}`;
}

const x = fileOf('x', '@@ -1,2 +1,2 @@ f\n one\n-two\n+2\n');
const y = fileOf('y', '@@ -7 +7 @@\n-a\n+b\n');

function idOf(text: string): string {
  return patchIdOf(parsePatch(Buffer.from(text)));
}

test('an id is 16 hex digits', () => {
  expect(idOf(x)).toMatch(/^[0-9a-f]{16}$/);
});

test('place, function name, order of files and white space do not matter', () => {
  const moved = x.replace('@@ -1,2 +1,2 @@ f', '@@ -91,2 +90,2 @@ g').replace('+2', '+\t2 ');
  expect(idOf(moved)).toBe(idOf(x));
  expect(idOf(y + x)).toBe(idOf(x + y));
});

test('text, sign and path matter', () => {
  const others = [x.replace('+2', '+3'), x.replaceAll('/x', '/z'), x.replace(' one\n-two', '-one\n two'), x + y];
  expect(new Set([x, ...others].map(idOf)).size).toBe(5);
});

test('a patch without text hunks has none', () => {
  expect(idOf('')).toBe('');
  expect(idOf('diff --git a/b b/b\nindex 1..2\nBinary files a/b and b/b differ\n')).toBe('');
});

test('a patch larger than any before is hashed whole', () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => `+line number ${i}\n`).join('');
  const head = '@@ -0,0 +1,20000 @@\n';
  expect(idOf(fileOf('big', head + lines))).not.toBe(idOf(fileOf('big', head + lines.replace('19999', 'other'))));
});
