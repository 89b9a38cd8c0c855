import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileMaintainers } from './maintainers-match.ts';
import { parseMaintainers } from './maintainers.ts';

const FILE = `List of maintainers
===================

Descriptions of section entries:

\tM: *Mail* patches to
\tF: *Files*

Maintainers List
----------------

ALPHA NETWORK DRIVER
M:\tAda Author <ada@example.org>
R:\tRob Reader <rob@example.org>
L:\tnetdev@lists.example.org (moderated for non-subscribers)
S:\tSupported
W:\thttps://example.org
F:\tdrivers/net/alpha/
F:\tinclude/linux/alpha*.h

NETWORKING DRIVERS
M:\tNed Net <ned@example.org>
L:\tnetdev@lists.example.org
S:\tMaintained
F:\tdrivers/net/
X:\tdrivers/net/wireless/
N:\tnetgadget

FILES BUT NOTHING BELOW
S:\tOrphan
F:\tlib/*
F:\tarch/*/net/
F:\tfs/**/*check*.c

ONE FILE
S:\tOdd Fixes
F:\tkernel/one.c
F:\tDocumentation/one
K:\tmagic_(one|two)\\b

THE REST
M:\tLin <lin@example.org>
S:\tBuried alive in reporters
F:\t*
F:\t*/
`;

const entries = parseMaintainers(FILE);
const index = compileMaintainers(entries);
const titles = (...paths: string[]): string[] => index.match({ paths }).map(({ entry }) => entry.title);

describe('a MAINTAINERS file', () => {
  it('has entries with people, lists, status and patterns', () => {
    expect(entries.map(({ title }) => title)).toEqual([
      'ALPHA NETWORK DRIVER',
      'NETWORKING DRIVERS',
      'FILES BUT NOTHING BELOW',
      'ONE FILE',
      'THE REST',
    ]);
    expect(entries[0]).toEqual({
      title: 'ALPHA NETWORK DRIVER',
      line: 12,
      maintainers: ['Ada Author <ada@example.org>'],
      reviewers: ['Rob Reader <rob@example.org>'],
      lists: ['netdev@lists.example.org'],
      status: 'Supported',
      files: ['drivers/net/alpha/', 'include/linux/alpha*.h'],
      excluded: [],
      names: [],
      contents: [],
    });
  });

  it('is read with foreign line ends and without a last empty line', () => {
    expect(parseMaintainers('A\r\nM: X <x@example.org>\r\nF: a/')[0]).toMatchObject({ title: 'A', files: ['a/'] });
  });

  it('has no entries when it is prose, or empty', () => {
    expect(parseMaintainers('')).toEqual([]);
    expect(parseMaintainers('Ask Ada.\n\nNote: F is a letter.\n')).toEqual([]);
  });
});

describe('the entry that a change falls into', () => {
  it('is the most specific one first, the catch-all last', () => {
    expect(titles('drivers/net/alpha/main.c')).toEqual(['ALPHA NETWORK DRIVER', 'NETWORKING DRIVERS', 'THE REST']);
    expect(titles('drivers/net/beta.c')).toEqual(['NETWORKING DRIVERS', 'THE REST']);
  });

  it('covers most of the files before it is specific', () => {
    expect(titles('drivers/net/alpha/main.c', 'drivers/net/beta.c')[0]).toBe('NETWORKING DRIVERS');
    expect(titles('drivers/net/alpha/main.c', 'include/linux/alpha_x.h')[0]).toBe('ALPHA NETWORK DRIVER');
  });

  it.each([
    ['lib/a.c', 'FILES BUT NOTHING BELOW'],
    ['lib/b/a.c', 'THE REST'],
    ['arch/x86/net/bpf.c', 'FILES BUT NOTHING BELOW'],
    ['arch/x86/net/deep/bpf.c', 'FILES BUT NOTHING BELOW'],
    ['arch/x86/mm/net/bpf.c', 'THE REST'],
    ['fs/a/filecheck.c', 'FILES BUT NOTHING BELOW'],
    ['fs/a/b/checks.c', 'FILES BUT NOTHING BELOW'],
    ['fs/check.c', 'THE REST'],
    ['kernel/one.c', 'ONE FILE'],
    ['kernel/one.c.orig', 'THE REST'],
    ['Documentation/one/deep/a.rst', 'ONE FILE'],
    ['include/linux/alpha.h', 'ALPHA NETWORK DRIVER'],
    ['include/linux/alpha/x.h', 'THE REST'],
    ['drivers/net/wireless/a.c', 'THE REST'],
    ['sound/netgadget/a.c', 'NETWORKING DRIVERS'],
    ['drivers/net', 'THE REST'],
    ['README', 'THE REST'],
  ])('%s belongs to %s', (path, title) => {
    expect(titles(path)[0]).toBe(title);
  });

  it('is found by content where lines are given', () => {
    const match = index.match({ paths: ['init/a.c'], lines: ['\tcall(magic_two);'] });
    expect(match.map(({ entry }) => entry.title)).toEqual(['ONE FILE', 'THE REST']);
    expect(index.match({ paths: ['init/a.c'], lines: ['\tmagic_three();'] }).map(({ entry }) => entry.title)).toEqual([
      'THE REST',
    ]);
  });

  it('shows the pattern and how many files it covers', () => {
    expect(index.match({ paths: ['drivers/net/alpha/a.c', 'Makefile'] })[0]).toMatchObject({
      covers: 1,
      pattern: 'drivers/net/alpha/',
    });
  });

  it('takes sets of letters and question marks as a shell does', () => {
    const one = compileMaintainers(parseMaintainers('A\nS: Maintained\nF: a/x[0-3]?.c\nF: b/[!a]*.c\n'));
    const fits = (path: string): boolean => one.match({ paths: [path] }).length > 0;
    expect([fits('a/x1z.c'), fits('a/x4z.c'), fits('b/bc.c'), fits('b/ab.c')]).toEqual([true, false, true, false]);
  });

  it('survives patterns of any kind, and answers at once on those made to blow up', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, path) => {
        const some = parseMaintainers(`A\nS: x\nF: ${pattern}\nN: ${pattern}\nK: ${pattern}\n`);
        expect(Array.isArray(compileMaintainers(some).match({ paths: [path], lines: [path] }))).toBe(true);
      }),
    );
    const hard = parseMaintainers(`A\nS: x\nF: ${'*a'.repeat(300)}b\nN: (a+)+$\nN: ([a-z]*)*x\n`);
    expect(compileMaintainers(hard).match({ paths: ['a'.repeat(3000)] })).toEqual([]);
  });

  it('passes over regular expressions that this engine does not read', () => {
    const odd = parseMaintainers('A\nS: x\nN: (?<!a\nN: [[:alpha:\nF: z/\n');
    expect(compileMaintainers(odd).match({ paths: ['a/b.c'] })).toEqual([]);
  });
});
