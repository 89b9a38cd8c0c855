import { describe, expect, it } from 'vitest';
import { nameQuiltPatches } from './queue-patch.ts';

describe('names of patches in a quilt folder', () => {
  it('are plain, come of the subject, and are all different', () => {
    expect(
      nameQuiltPatches(['mm: Fix it!', 'mm, fix it', '../../etc: x', '漢字', '漢', `a${'b'.repeat(200)}`]),
    ).toEqual([
      'mm-fix-it.patch',
      'mm-fix-it-2.patch',
      'etc-x.patch',
      'patch.patch',
      'patch-2.patch',
      `a${'b'.repeat(63)}.patch`,
    ]);
  });
});
