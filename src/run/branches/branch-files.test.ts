import { describe, expect, it } from 'vitest';
import { SOMETIMES, nameBranchFiles } from './branch-files.ts';

describe('the file of a branch', () => {
  it('has a name that is no folder, no option and not hidden', () => {
    const names = [
      ...nameBranchFiles(['linux-6.1.y', 'stable/4.1', '../../etc/passwd', '-rf', '.git', 'ä b']).values(),
    ];
    expect(names.slice(0, 2)).toEqual(['for-linux-6.1.y.mbox', 'for-stable-4.1.mbox']);
    for (const name of names) expect(name).toMatch(/^for-[A-Za-z0-9._+-]+\.mbox$/);
    for (const name of names) expect(name).toMatch(SOMETIMES);
  });

  it('is its own, also where two names differ only in what a name may not hold', () => {
    const names = [...nameBranchFiles(['a/b', 'a-b', 'A-B', 'x'.repeat(300), `${'x'.repeat(300)}y`]).values()];
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(5);
    for (const name of names) expect(name.length).toBeLessThan(120);
  });
});
