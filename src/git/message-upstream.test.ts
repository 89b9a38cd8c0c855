import { expect, test } from 'vitest';
import { parseUpstream } from './message-upstream.ts';

const a = '0123456789abcdef0123456789abcdef01234567';
const b = 'fedcba9876543210fedcba9876543210fedcba98';

test.each([
  [`[ upstream commit ${a} ]`, 'upstream-commit-brackets', [a]],
  [`[upstream commit ${a}]`, 'upstream-commit-brackets', [a]],
  [`[ upstream commit: ${a} ]`, 'upstream-commit-brackets', [a]],
  ['[ upstream commit 0123456789 ]', 'upstream-commit-brackets', ['0123456789']],
  [`[ upstream commit ${a}`, 'upstream-commit-brackets', [a]],
  [`[ Upstream commit ${a} ]`, 'upstream-commit-brackets', [a]],
  [`[ upstream fix ${a} ]`, 'upstream-commit-brackets', [a]],
  [`[ upstream ${a} ]`, 'upstream-commit-brackets', [a]],
  [`[ Upstream commits ${a} and ${b} ]`, 'upstream-commit-brackets', [a, b]],
  [`commit ${a} upstream.`, 'commit-upstream', [a]],
  [`Commit ${a} upstream`, 'commit-upstream', [a]],
  [`commits ${a} and ${b} upstream.`, 'commit-upstream', [a, b]],
  [`Upstream commit ${a}`, 'upstream-commit', [a]],
  [`upstream commit: ${a}`, 'upstream-commit', [a]],
  [`(cherry picked from commit ${a})`, 'cherry-picked-from', [a]],
  [`(cherry-picked from commit ${a})`, 'cherry-picked-from', [a]],
  [`cherry-picked from ${a}`, 'cherry-picked-from', [a]],
  [`and so it works.(cherry picked from commit ${a})`, 'cherry-picked-from', [a]],
  [`(cherry picked from commit ${a})Signed-off-by: A <a@x>`, 'cherry-picked-from', [a]],
  [`(cherry picked from commit ${a})\n(cherry picked from commit ${b})`, 'cherry-picked-from', [a, b]],
  [`(cherry picked from commit\n${a})`, 'cherry-picked-from', [a]],
  [`This is a cherry-pick of https://example.org/project/commit/${a}`, 'cherry-picked-from', [a]],
  [`master commit: ${a}`, 'master-commit', [a]],
  [`master-commit-id: ${a}`, 'master-commit', [a]],
  [`master changeset: ${a}`, 'master-commit', [a]],
  [`[ backported from upstream commit ${a} ]`, 'backported-from', [a]],
  [`[ backported from stable commit ${a} ]`, 'backported-from', [a]],
  [`[ backported from commit ${a} ]`, 'backported-from', [a]],
  [`This is a backport of commit ${a} to 4.4.`, 'backport-of', [a]],
  [`This is a straight backport of c/s ${a}`, 'backport-of', [a]],
])('%s', (text, style, ids) => {
  const found = parseUpstream('', `Some words.\n\n${text}\n\nSigned-off-by: A <a@example.org>\n`);
  expect(found.map((reference) => reference.id)).toEqual(ids);
  expect(new Set(found.map((reference) => reference.style))).toEqual(new Set([style]));
});

test.each([
  'xen-unstable changeset: 22751:0123456789ab',
  'Backport from xen-unstable changeset 24411:ca5f588bd203 to Xen 4.0',
  `This was broken by commit ${a}.`,
  `The upstream fix changed commit ${a} first.`,
  `In the text: see commit ${a} upstream of this driver`,
  'commit message upstream',
  'Upstream commit message was wrong',
])('%s names no upstream commit', (text) => {
  expect(parseUpstream('', text)).toEqual([]);
});

test('an id named twice counts once, and upper case is lowered', () => {
  expect(parseUpstream('', `commit ${a.toUpperCase()} upstream.\n\n(cherry picked from commit ${a})`)).toEqual([
    { id: a, style: 'commit-upstream', raw: `commit ${a.toUpperCase()} upstream` },
  ]);
});

test('a reference that git glued onto the subject counts', () => {
  expect(parseUpstream(`hwdb: update (cherry picked from commit ${a})`, '')).toEqual([
    { id: a, style: 'cherry-picked-from', raw: `cherry picked from commit ${a}` },
  ]);
});

test.each([
  `x86: fix backport of ${a.slice(0, 12)}`,
  `x86: fix wrong backport of upstream commit ${a}`,
  `Revert "hwdb: update" (cherry picked from ${a.slice(0, 12)} by hand)`,
  `commit ${a} upstream`,
])('the subject %s is no copy', (subject) => {
  expect(parseUpstream(subject, 'More words.\n')).toEqual([]);
});
