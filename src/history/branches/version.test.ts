import { describe, expect, it } from 'vitest';
import { compareVersions, parseBranchVersion, parseReleaseName } from './version.ts';

describe('the version in a branch name', () => {
  it.each([
    ['linux-6.1.y', [6, 1]],
    ['v255-stable', [255]],
    ['22.11', [22, 11]],
    ['stable-4.18', [4, 18]],
    ['releases/v1.2.3', [1, 2, 3]],
    ['REL_15_STABLE', [15]],
    ['REL9_6_STABLE', [9, 6]],
    ['21.11-staging', [21, 11]],
  ])('is read from %s', (name, version) => {
    expect(parseBranchVersion(name)).toEqual(version);
  });

  it.each(['main', 'next-net', 'stable', 'releases', 'fix-x86'])('is not seen in %s', (name) => {
    expect(parseBranchVersion(name)).toBeUndefined();
  });

  it('orders by number, the shorter first', () => {
    const sorted = [[6], [5, 15], [5, 4], [5]].sort(compareVersions);
    expect(sorted).toEqual([[5], [5, 4], [5, 15], [6]]);
  });
});

describe('a release tag', () => {
  it.each([
    ['v6.1', true],
    ['v6.1-rc3', false],
    ['RELEASE-4.9.0', true],
    ['4.9.0-rc1', false],
    ['22.11', true],
    ['v255', true],
    ['v255-rc1', false],
    ['2.0.0-beta', false],
  ])('%s is final: %s', (tag, final) => {
    expect(parseReleaseName(tag)).toMatchObject({ name: tag, final });
  });

  it('gives the version as numbers', () => {
    expect(parseReleaseName('RELEASE-4.19.0')?.version).toEqual([4, 19, 0]);
    expect(parseReleaseName('v255-rc1')?.version).toEqual([255]);
  });

  it.each(['latest', '4.10.0-shim-comet-3', 'v6.1-broken', 'signed/by-me', 'for-6.1'])('%s is none', (tag) => {
    expect(parseReleaseName(tag)).toBeUndefined();
  });
});
