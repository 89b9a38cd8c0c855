import { expect, test } from 'vitest';
import { findReferences } from './find.ts';

const ID = '1a2b3c4d5e6f';
const SUBJECT = 'net: fix the "odd" case';

const found = (text: string): readonly (readonly [style: string, id: string, subject: string | undefined])[] =>
  findReferences(text)
    .filter(({ certain }) => certain)
    .map(({ style, id, subject }) => [style, id, subject?.text]);

test.each([
  [`Fixes: ${ID} ("${SUBJECT}")`, 'fixes'],
  [`Fixes: ${ID} ("net: fix the\n    "odd" case")`, 'fixes'],
  [`> > Fixes: ${ID} ("net: fix\n> > the "odd" case")`, 'fixes'],
  [`fixes: commit ${ID} (“${SUBJECT}”)`, 'fixes'],
  [`Fixes: ${ID} ${SUBJECT}`, 'fixes'],
  [`since commit ${ID} ("${SUBJECT}")`, 'commit'],
  [`since commit\n${ID} ('net: fix\nthe "odd" case'),`, 'commit'],
  [`changeset: ${ID} ("${SUBJECT}")`, 'commit'],
  [`This reverts commit ${ID} ("${SUBJECT}").`, 'revert'],
  [`see ${ID} ("${SUBJECT}")`, 'bare'],
])('%j names a commit with its subject', (text, style) => {
  expect(found(`title: of a message\n\n${text}\n\nText.\n`)).toEqual([[style, ID, SUBJECT]]);
});

test.each([
  [`[ Upstream commit ${ID} ]`, 'upstream-commit-brackets'],
  [`commit ${ID} upstream.`, 'commit-upstream'],
  [`(cherry picked from commit ${ID})`, 'cherry-picked-from'],
  [`master commit: ${ID}`, 'master-commit'],
  [`Commit "${ID}" broke it.`, 'commit'],
  [`https://git.example.org/x.git/commit/?id=${ID}`, 'link'],
  [`changeset: 22751:${ID}`, 'mercurial'],
  ['broken by c/s 20966', 'mercurial'],
])('%j names a commit alone', (text, style) => {
  expect(found(`title\n\n${text}\n`).map(([seen]) => seen)).toEqual([style]);
});

test('several ids behind one word are all of that kind', () => {
  expect(
    found(`t\n\nFixes: ${ID} ("a: one"), 2b3c4d5e6f1a ("b: two")\ncommits ${ID}, 3c4d5e6f1a2b and 4d5e6f1a2b3c\n`),
  ).toEqual([
    ['fixes', ID, 'a: one'],
    ['fixes', '2b3c4d5e6f1a', 'b: two'],
    ['commit', ID, undefined],
    ['commit', '3c4d5e6f1a2b', undefined],
    ['commit', '4d5e6f1a2b3c', undefined],
  ]);
});

test.each([
  'index 1a2b3c4d5e6f..2b3c4d5e6f1a 100644',
  'RIP: 0010:[<ffff82d08023ab43>] do_it+0x1a2b3c4d/0x20',
  'Message-Id: <1a2b3c4d5e6f@example.org>',
  'uuid 1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d',
  'the added feature was added',
  'a commit added "nodefaults" to it',
  'error C4013: "__asm__" undefined',
  'commit message',
])('%j names no commit', (text) => {
  expect(found(`title\n\n${text}\n`)).toEqual([]);
});

test('a revert takes its subject from the title', () => {
  expect(found(`Revert "net: add a thing"\n\nThis reverts commit ${ID}.\n`)).toEqual([
    ['revert', ID, 'net: add a thing'],
  ]);
});

test('the words around an id name another project', () => {
  const project = (text: string): string | undefined => findReferences(`t\n\n${text}\n`)[0]?.project;
  expect(project(`Linux commit ${ID} ("x: y z")`)).toBe('linux');
  expect(project(`commit ${ID} in the kernel`)).toBe('kernel');
  expect(project(`commit ${ID} in the driver`)).toBeUndefined();
});

test('places are those of the digits and of the words inside of the quotes', () => {
  const text = `t\n\nFixes: ${ID} ("a: one\n two") and more\n`;
  const [{ idAt, subject }] = findReferences(text);
  expect(text.slice(...idAt)).toBe(ID);
  expect(text.slice(...(subject?.at ?? [0, 0]))).toBe('a: one\n two');
  expect(text.slice(subject?.end)).toBe(' and more\n');
});

test('a bracket is read over wrapped lines of a quoted mail, whatever stands in it', () => {
  const [{ subject }] = findReferences(`t\n\n> since ${ID} (net: fix\n> the (odd) case)\n`);
  expect(subject?.text).toBe('net: fix the (odd) case');
});

// No time is measured: with patterns that go back over what they have read, a case takes minutes or never ends.
test.each([
  ['quoted lines in a bracket that nobody closes', `commit ${ID} (\n${'>>>> a\n'.repeat(2000)}`, 1],
  ['blanks behind ids in brackets', `commit ${ID} (${' '.repeat(5000)}`.repeat(20), 20],
  ['brackets in brackets', `commit ${ID} (${'(('.repeat(5000)}`, 1],
  ['quotes that nobody closes', `commit ${ID} ("${'"\n>'.repeat(5000)}`, 1],
  ['ids on one line', `Fixes: ${`${ID} `.repeat(10_000)}`, 10_000],
  ['lines of one message', `see ${ID} ("x: y")\n`.repeat(8000), 8000],
])('many %s are read to their end', (_, text, count) => {
  expect(findReferences(`t\n\n${text}`)).toHaveLength(count);
});
