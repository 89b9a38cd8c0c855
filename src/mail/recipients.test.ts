import { describe, expect, it } from 'vitest';
import { compileMaintainers, parseMaintainers } from '../evidence/index.ts';
import { parsePatch } from '../git/index.ts';
import { sketchDiff } from '../testing/changes.ts';
import { findKeepers } from './recipients.ts';

const keepers = compileMaintainers(
  parseMaintainers(`NETWORK
M:\tNed Net <ned@example.org>
R:\tRob <rob@example.org>
L:\tnetdev@example.org
L:\tclosed@example.org (subscribers-only)
S:\tMaintained
F:\tdrivers/net/
X:\tdrivers/net/odd/

MAGIC
M:\tMia <mia@example.org>
K:\t\\bmagic_word\\b

THE REST
M:\tLin <lin@example.org>
L:\tall@example.org
S:\tBuried alive in reporters
F:\t*
F:\t*/
`),
);
const find = (path: string, ...lines: string[]): string[] =>
  findKeepers(keepers, parsePatch(Buffer.from(sketchDiff([{ path, lines }])))).map(({ email }) => email);

describe('who hears of a patch by MAINTAINERS', () => {
  it('are the people and lists of every entry that covers it, people first; the whole tree has a list alone', () => {
    expect(find('drivers/net/a.c', '-x', '+y')).toEqual([
      'ned@example.org',
      'rob@example.org',
      'netdev@example.org',
      'all@example.org',
    ]);
  });

  it('are those whose words it adds or takes away, and not those whose words stand beside', () => {
    expect(find('drivers/net/odd/a.c', '+magic_word();')).toEqual(['mia@example.org', 'all@example.org']);
    expect(find('drivers/net/odd/a.c', ' magic_word();', '+x')).toEqual(['all@example.org']);
  });
});
