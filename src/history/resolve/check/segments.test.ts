import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitSegments } from './segments.ts';
import type { FileForm } from './segments.ts';

const words = (text: string, form: FileForm = 'message'): readonly string[] =>
  splitSegments(text, form).map(({ from, to }) => text.slice(from, to));

const MAIL = [
  'From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001',
  'From: A <a@example.org>',
  'Subject: [PATCH v2 1/3] net: fix a leak',
  ' in the driver',
  '',
  'Body.',
  '---',
  ' a.c | 2 +-',
  'diff --git a/a.c b/a.c',
  'index 1a2b3c4..2b3c4d5 100644',
  '-- ',
  '2.39',
  '',
].join('\n');

test('of a mail the words above the diffstat count, with its subject as title', () => {
  expect(words(MAIL + MAIL)).toEqual(['Body.\n', 'Body.\n']);
  expect(splitSegments(MAIL, 'message')[0]).toMatchObject({ title: 'net: fix a leak in the driver', unicode: false });
});

test('comments and what stands below the scissors are not part of a message', () => {
  expect(
    words(
      'net: fix\n\nBody.\n# On branch main\nMore.\n# ---- >8 ----\n# ------------------------ >8 ------------------------\ndiff --git a b\n',
    ),
  ).toEqual(['net: fix\n\nBody.\n', 'More.\n']);
});

test('a page keeps the titles that begin with #', () => {
  expect(words('# Title\n\nText.\n', 'page')).toEqual(['# Title\n\nText.\n']);
});

test('git log is read message by message, without headers and patches', () => {
  const log = `commit ${'1'.repeat(40)} (HEAD)\nAuthor: A\nDate: today\n\n    net: fix\n\ndiff --git a/x b/x\n+x\ncommit ${'2'.repeat(40)}\nAuthor: B\n\n    net: break\n`;
  expect(words(log)).toEqual(['    net: fix\n\n', '    net: break\n']);
});

test('a line of a message that names a commit as git log does hides nothing', () => {
  const named = `commit ${'1'.repeat(40)} ("net: break it")`;
  const text = `net: fix it\n\nSince\n${named}\nit fails, as it did before\ncommit ${'2'.repeat(40)}\n\nFixes: 1a2b3c4d5e6f\n`;
  expect(words(text)).toEqual([text]);
  const mail = `Subject: x\n\nIt broke with\ncommit ${'1'.repeat(40)}\nAuthor: A\n\n    net: break\n`;
  expect(words(mail)).toEqual([mail.slice(12)]);
});

test.each(['Merge: 1111111 2222222', `tree ${'3'.repeat(40)}`, 'Author: A'])('git log is known by %j', (below) => {
  expect(words(`commit ${'1'.repeat(40)}\n${below}\n\n    net: fix\n`)).toEqual(['    net: fix\n']);
});

test('an encoded mail is known by its headers', () => {
  const mail = 'From: a@example.org\nContent-Transfer-Encoding: quoted-printable\n\nBody=20x\n';
  expect(splitSegments(mail, 'message')[0]?.encoded).toContain('quoted-printable');
});

test('segments never overlap and never leave the file, whatever it holds', () => {
  const line = fc.constantFrom(...MAIL.split('\n'), '', '# x', 'text', `commit ${'1'.repeat(40)}`, 'diff --git a b');
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.boolean(), (lines, page) => {
      const text = lines.join('\n');
      let end = 0;
      for (const { from, to } of splitSegments(text, page ? 'page' : 'message')) {
        expect(from).toBeGreaterThanOrEqual(end);
        expect(to).toBeGreaterThan(from);
        end = to;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
  );
});
