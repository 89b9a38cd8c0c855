import { expect, test } from 'vitest';
import { parseBlamed } from './message-blamed.ts';

const a = '0123456789abcdef0123456789abcdef01234567';

test.each([
  [`Commit ${a} ("net: rework x") broke the build.`, [a, 'net: rework x']],
  ['Commit 0123456789ab accidentally removed the lock.', ['0123456789ab', undefined]],
  ['This was broken by commit\n0123456789ab ("mm: do (less) work").', ['0123456789ab', 'mm: do (less) work']],
  ['Fix a crash that was introduced in 0123456789ab.', ['0123456789ab', undefined]],
  ['Commit 0123456789ab has introduced a (latent) bug here.', ['0123456789ab', undefined]],
  ['The machine hangs since commit 0123456789ab.', ['0123456789ab', undefined]],
  ['Since commit 0123456789ab the driver fails to probe.', ['0123456789ab', undefined]],
  ['Build fix after 0123456789ab.', ['0123456789ab', undefined]],
  ['Bisected to 0123456789ab.', ['0123456789ab', undefined]],
])('%s blames', (body, [id, subject]) => {
  expect(parseBlamed('net: a change', body)).toEqual([{ id, subject }]);
});

test.each([
  'Since commit 0123456789ab all callers hold the lock.',
  'As was done in commit 0123456789ab.',
  'Since commit 0123456789ab this is no longer needed.',
  'Commit 0123456789ab introduced the flag.',
  'This is a follow-up to commit 0123456789ab.',
  'The helper was added by commit 0123456789ab.',
  'Fixes: 0123456789ab ("net: rework x")',
  'Broken by commit 1234567.',
  'The cause is in deadbeef00.',
])('%s blames nothing', (body) => {
  expect(parseBlamed('net: a change', body)).toEqual([]);
});

test.each([
  ['fixup! net: rework x', 'net: rework x'],
  ['build: fix the fallout of "net: rework x"', 'net: rework x'],
])('%s blames by subject', (subject, quoted) => {
  expect(parseBlamed(subject, '')).toEqual([{ id: undefined, subject: quoted }]);
});

test('each commit stands once, in the order of the text', () => {
  const body = `Commit fedcba987654 broke it, and ${a} broke it more.\nThis regression of ${a} hurts.`;
  expect(parseBlamed('x', body).map(({ id }) => id)).toEqual(['fedcba987654', a]);
});

test('a long message made of half sentences blames nothing', () => {
  expect(parseBlamed('x', `${'broken since commit '.repeat(20_000)} 0123456 beef000`)).toEqual([]);
});
