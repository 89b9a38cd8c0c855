import { describe, expect, it } from 'vitest';
import { compilePathPattern } from './opt-outs.ts';

const fits = (pattern: string, path: string): boolean | undefined => compilePathPattern(pattern)?.test(path);

describe('patterns of an ignore list', () => {
  it('reads a plain path as itself and as the folder above', () => {
    expect(fits('fs/xfs', 'fs/xfs/xfs_log.c')).toBe(true);
    expect(fits('fs/xfs/', 'fs/xfs/libxfs/x.c')).toBe(true);
    expect(fits('mm/slab.c', 'mm/slab.c')).toBe(true);
    expect(fits('fs/xfs', 'fs/xfs2/a.c')).toBe(false);
    expect(fits('xfs', 'fs/xfs/a.c')).toBe(false);
  });

  it('reads stars and question marks as a shell does, also for a folder above', () => {
    expect(fits('drivers/gpu/drm/amd*', 'drivers/gpu/drm/amdgpu/a.c')).toBe(true);
    expect(fits('drivers/gpu/drm/*', 'drivers/gpu/drm/i915/gem/a.c')).toBe(true);
    expect(fits('*.rst', 'Documentation/a/b.rst')).toBe(true);
    expect(fits('arch/*/kvm', 'arch/x86/kvm/mmu.c')).toBe(true);
    expect(fits('arch/?86/kvm/*.c', 'arch/x86/kvm/mmu.c')).toBe(true);
    expect(fits('arch/*/kvm', 'arch/x86/kernel/kvm.c')).toBe(false);
    expect(fits('a*b*c', 'aXbX')).toBe(false);
  });

  it('passes over comments and empty lines', () => {
    expect(compilePathPattern('# fs/xfs')).toBeUndefined();
    expect(compilePathPattern('   ')).toBeUndefined();
    expect(fits('fs/xfs # asked on the list', 'fs/xfs/a.c')).toBe(true);
  });

  it('answers at once on a pattern made to blow up', () => {
    expect(fits(`${'*a'.repeat(400)}b`, 'a'.repeat(4000))).toBe(false);
  });
});
