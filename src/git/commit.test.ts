import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCommit, parseMessageText } from './commit.ts';
import { parseSha } from './sha.ts';

const sha = parseSha('a'.repeat(40));
const tree = 'b'.repeat(40);
const people = 'author Ann Other <ann@example.org> 1600000000 +0200\ncommitter Cy <cy@example.org> 1600000001 -0130\n';

function parse(text: string | Buffer) {
  const commit = parseCommit(sha, Buffer.from(text));
  if (typeof commit === 'string') throw new Error(commit);
  return commit;
}

test('headers, subject and body are read', () => {
  const commit = parse(`tree ${tree}\nparent ${'c'.repeat(40)}\n${people}\nfirst\nline  \n\nbody\n\nmore\n`);
  expect(commit).toEqual({
    kind: 'commit',
    sha,
    tree,
    parents: ['c'.repeat(40)],
    author: { name: 'Ann Other', email: 'ann@example.org', time: 1_600_000_000, zone: '+0200' },
    committer: { name: 'Cy', email: 'cy@example.org', time: 1_600_000_001, zone: '-0130' },
    subject: 'first line',
    body: 'body\n\nmore',
  });
});

test('signatures and merged tags are passed over, even when their lines look like headers', () => {
  const signed = `gpgsig -----BEGIN PGP SIGNATURE-----\n \n author Eve <eve@example.org> 1 +0000\n -----END PGP SIGNATURE-----\n`;
  const commit = parse(
    `tree ${tree}\n${people}mergetag object ${tree}\n tagger Eve <e@x> 1 +0000\n \n text\n${signed}\nsubject\n`,
  );
  expect(commit.author.name).toBe('Ann Other');
  expect(commit.subject).toBe('subject');
});

test('the encoding header decides how names and message are read', () => {
  const text = `tree ${tree}\nauthor J\xf6rg <j@x> 1 +0000\ncommitter J\xf6rg <j@x> 1 +0000\nencoding ISO-8859-1\n\ngr\xfc\xdfe\n`;
  const commit = parse(Buffer.from(text, 'latin1'));
  expect(commit.author.name).toBe('Jörg');
  expect(commit.subject).toBe('grüße');
});

test('bytes that are not in the encoding become U+FFFD, and an unknown encoding is read as UTF-8', () => {
  expect(parse(Buffer.concat([Buffer.from(`tree ${tree}\n${people}\na`), Buffer.of(0xff)])).subject).toBe('a\ufffd');
  expect(parse(`tree ${tree}\n${people}encoding no-such-thing\n\né\n`).subject).toBe('é');
});

test.each([
  ['author <a@x> 5 +0000', { name: '', email: 'a@x', time: 5, zone: '+0000' }],
  ['author Someone 5', { name: 'Someone 5', email: '', time: 0, zone: '+0000' }],
  ['author A <a@x>> 5 +0000', { name: 'A', email: 'a@x>', time: 5, zone: '+0000' }],
  ['author A <a@x> 99999999999999999999 +0000', { name: 'A', email: 'a@x', time: 0, zone: '+0000' }],
  ['author A <a@x> -5 +0000', { name: 'A', email: 'a@x', time: -5, zone: '+0000' }],
  ['author A <a@x> today', { name: 'A', email: 'a@x', time: 0, zone: '+0000' }],
])('%s is read', (line, person) => {
  expect(parse(`tree ${tree}\n${line}\ncommitter C <c@x> 1 +0000\n\ns\n`).author).toEqual(person);
});

test('an object without a tree is no commit', () => {
  expect(parseCommit(sha, Buffer.from('blah'))).toBe('the commit object names no tree');
});

test('a message ends at a NUL, as it does for git', () => {
  expect(parse(`tree ${tree}\n${people}\nsubject\0hidden\n`).subject).toBe('subject');
});

test('blank lines before the subject are skipped', () => {
  expect(parseMessageText('\n  \nsubject\n \n\nbody\n')).toEqual({ subject: 'subject', body: 'body' });
  expect(parseMessageText('')).toEqual({ subject: '', body: '' });
});

test('any bytes give a commit or a reason', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, headed) => {
      const text = Buffer.concat([Buffer.from(headed ? `tree ${tree}\n` : ''), bytes]);
      expect(['string', 'object']).toContain(typeof parseCommit(sha, text));
    }),
  );
});
