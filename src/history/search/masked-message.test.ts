import { describe, expect, it } from 'vitest';
import { buildMaskedBody, buildMaskedSubject, parseQuotedSubjects } from './masked-message.ts';

const PROSE = 'The lock is taken twice when the device goes away.';

describe('the masked message', () => {
  it.each([
    'Fixes: 1234567890ab ("net: add the lock")',
    'Fixes: 1234567890ab',
    'fixes: 1234567890ab ("net: add the lock")',
    ' Fixes: 1234567890ab ("net: add the lock")',
    'Fixes 1234567890ab ("net: add the lock")',
    'Fixes: commit 1234567890ab ("net: add the lock")',
    'Signed-off-by: A Person <a@example.org>',
    'Release-Acked-By: A Person <a@example.org>',
    'Cc: stable@vger.kernel.org # 5.10+',
    'CC: <stable@vger.kernel.org>',
    'Link: https://example.org/x',
    'Closes: https://example.org/x',
    'https://example.org/x',
    'Change-Id: I0123456789',
    'Coverity issue: 12345',
    'Bugzilla ID: 77',
    'Message-ID: <x@example.org>',
    'Reverts: 1234567890ab',
    '[ Upstream commit 1234567890abcdef1234567890abcdef12345678 ]',
    '[ upstream commit 1234567890abcdef1234567890abcdef12345678 ]',
    'commit 1234567890abcdef1234567890abcdef12345678 upstream.',
    '(cherry picked from commit 1234567890abcdef1234567890abcdef12345678)',
    'master commit: 1234567890abcdef1234567890abcdef12345678',
    'master date: 2020-01-01 10:00:00 +0100',
    'xen-unstable changeset: 1234:1234567890ab',
    'This should be backported to older kernels.',
    'Please take it to stable.',
    '[ person: fixed up the context ]',
    '[a@example.org: small conflict]',
  ])('leaves out the line %s', (line) => {
    expect(buildMaskedBody(`${PROSE}\n\n${line}`).trim()).toBe(PROSE);
  });

  it('leaves out a Fixes line that goes on in the next one', () => {
    const body = `${PROSE}\n\nFixes: 1234567890ab ("net: add a lock that is so long that\n it was folded")\nCc: a@example.org`;
    expect(buildMaskedBody(body).trim()).toBe(PROSE);
  });

  it.each([
    'The result: it hangs.',
    'WARNING: possible deadlock',
    'a_function(): takes the lock',
    'net::Device is freed',
    PROSE,
  ])('keeps the line %s', (line) => {
    expect(buildMaskedBody(`Hello.\n${line}`)).toContain(line);
  });

  it('leaves the mark of a stable series off the subject', () => {
    expect(buildMaskedSubject('[PATCH 5.10] net: add the lock')).toBe('net: add the lock');
    expect(buildMaskedSubject('net: add the lock')).toBe('net: add the lock');
  });

  it('finds subjects that the prose quotes', () => {
    expect(parseQuotedSubjects('Since commit 1234567 ("net: add\nthe lock") it hangs ("no").')).toEqual([
      'net: add the lock',
    ]);
  });
});
