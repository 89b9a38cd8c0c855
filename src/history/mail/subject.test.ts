import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../testing/mails.ts';
import { buildPatchKey, parseSubject } from './subject.ts';

describe('the subject of a patch mail', () => {
  it.each([
    ['[PATCH] mm: fix it', { version: 1, part: undefined, of: undefined, rfc: false, words: [] }],
    ['[PATCH v3 2/7] mm: fix it', { version: 3, part: 2, of: 7, rfc: false, words: [] }],
    ['[RFC PATCH net-next v2 00/11] mm: fix it', { version: 2, part: 0, of: 11, rfc: true, words: ['net-next'] }],
    [
      '[PATCH AUTOSEL 5.10 054/114] mm: fix it',
      { version: 1, part: 54, of: 114, rfc: false, words: ['AUTOSEL', '5.10'] },
    ],
    ['[PATCHv2 1/2] mm: fix it', { version: 2, part: 1, of: 2, rfc: false, words: [] }],
    [
      '[dpdk-dev] [PATCH v4] mm: fix it',
      { version: 4, part: undefined, of: undefined, rfc: false, words: ['[dpdk-dev]'.slice(1, -1)] },
    ],
    ['[PATCH] [v2] mm: fix it', { version: 2, part: undefined, of: undefined, rfc: false, words: [] }],
  ])('%s', (subject, mark) => {
    expect(parseSubject(subject)).toEqual({ answer: false, notice: false, mark, title: 'mm: fix it' });
  });

  it('knows answers and notices', () => {
    expect(parseSubject('Re: AW: [PATCH 1/2] mm: x')).toMatchObject({
      answer: true,
      title: 'mm: x',
      mark: { part: 1 },
    });
    expect(parseSubject('Patch "mm: x" has been added to the 6.6-stable tree')).toMatchObject({
      notice: true,
      title: 'mm: x',
    });
    expect(parseSubject('FAILED: patch "[PATCH] mm: x" failed to apply to 6.1-stable tree')).toMatchObject({
      notice: true,
      title: 'mm: x',
    });
  });

  it('leaves brackets that belong to the title', () => {
    expect(parseSubject('[PATCH 1/2] [ARM] mm: x').title).toBe('[ARM] mm: x');
    expect(parseSubject('[GIT PULL] mm')).toMatchObject({ mark: undefined, title: '[GIT PULL] mm' });
  });

  it('is compared without marks, case, white space and the last dot', () => {
    expect(buildPatchKey('[PATCH v2 1/3] MM:  fix\tit.')).toBe(buildPatchKey('mm: fix it'));
    expect(buildPatchKey('mm: fix it')).not.toBe(buildPatchKey('mm: fix that'));
  });

  it('is never a reason to throw', () => {
    fc.assert(fc.property(anyText, (text) => typeof parseSubject(text).title === 'string'));
  });
});
