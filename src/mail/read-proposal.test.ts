import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sketchDiff } from '../testing/changes.ts';
import { readProposal } from './read-proposal.ts';

const ID = '1234567890abcdef1234567890abcdef12345678';
const diff = sketchDiff([{ path: 'a/b.c', lines: ['-x();', '+y();'] }]);
const mail = `From: Ada Author <ada@example.org>

[ Upstream commit ${ID} ]

It crashes.

Fixes: 123456789abc ("a: begin")
Signed-off-by: Ada Author <ada@example.org>
---

LLM Generated explanations, may be completely bogus:

It is small. See diff --git in the text.

 a/b.c | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

${diff}-- 
2.50.1
`;

describe('a proposal mail', () => {
  it('is taken apart into author, upstream id, message, explanation and patch', () => {
    const read = readProposal('[PATCH AUTOSEL 6.16-6.1] a: fix it', mail);
    expect(read).toMatchObject({
      subject: 'a: fix it',
      author: 'Ada Author <ada@example.org>',
      upstream: ID,
      explanation: 'LLM Generated explanations, may be completely bogus:\n\nIt is small. See diff --git in the text.',
    });
    expect(read.body).toMatch(/^It crashes\.[\s\S]*<ada@example\.org>$/);
    expect(read.facts.fixes.map(({ id }) => id)).toEqual(['123456789abc']);
    expect([read.patch.added, read.patch.removed, read.patch.files[0]?.newPath]).toEqual([1, 1, 'a/b.c']);
  });

  it('is read with foreign line ends, folded subjects and replies', () => {
    const read = readProposal('Re: [PATCH AUTOSEL 5.10\n 054/114] a: fix\n it', mail.replaceAll('\n', '\r\n'));
    expect(read.subject).toBe('a: fix it');
    expect(read.upstream).toBe(ID);
    expect(read.patch.added).toBe(1);
  });

  it('without a rule, a diffstat or a patch is a message alone', () => {
    const read = readProposal('a: b', 'Only words.');
    expect(read).toMatchObject({ body: 'Only words.', explanation: '', author: undefined, upstream: undefined });
    expect(read.patch.files).toEqual([]);
  });

  it('of any text is read without throwing', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (subject, text) => {
        expect(typeof readProposal(subject, `${text}\n---\n${text}\n${diff}`).body).toBe('string');
      }),
    );
  });
});
