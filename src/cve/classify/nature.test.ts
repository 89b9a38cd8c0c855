import { describe, expect, it } from 'vitest';
import { findReach } from './reach.ts';
import { readText } from './signs.ts';
import { findWeaknesses } from './weakness.ts';

const kindsOf = (subject: string, body = ''): string[] =>
  findWeaknesses(readText({ subject, body, paths: [] })).map(({ cwe }) => cwe);

describe('the kind of weakness', () => {
  it.each([
    ['net: fix use-after-free in foo_close()', 'CWE-416'],
    ['usb: gadget: fix double free on probe failure', 'CWE-415'],
    ['mm: fix out-of-bounds write in foo()', 'CWE-787'],
    ['fs: fix out-of-bounds read when parsing the header', 'CWE-125'],
    ['drm: avoid NULL pointer dereference', 'CWE-476'],
    ['sched: prevent division by zero', 'CWE-369'],
    ['i2c: fix memory leak in probe error path', 'CWE-401'],
    ['net: fix refcount underflow', 'CWE-191'],
    ['tty: fix deadlock in flush', 'CWE-833'],
  ])('%s is %s', (subject, cwe) => {
    expect(kindsOf(subject)[0]).toBe(cwe);
  });

  it('comes from the message below the subject where that is silent, with its very words', () => {
    const [first] = findWeaknesses(
      readText({ subject: 'a: be careful', body: 'A kmemleak report showed it.', paths: [] }),
    );
    expect(first).toMatchObject({ cwe: 'CWE-401', quote: 'kmemleak', from: 'message' });
  });

  it('is not made up', () => {
    expect(kindsOf('docs: say more about the interface')).toEqual([]);
  });
});

describe('who can bring it about', () => {
  it.each([
    ['A malformed packet makes the parser read too far.', 'remote peer'],
    ['A malicious guest can write the register.', 'guest'],
    ['When the device is unplugged while open, this crashes.', 'device'],
    ['An unprivileged user can trigger this through an ioctl.', 'local user'],
    ['KMSAN reported this.', 'fuzzer'],
    ['Unbinding the driver through sysfs crashes.', 'administrator'],
  ])('%s: %s', (text, who) => {
    expect(findReach(text)[0].who).toBe(who);
  });

  it('is nobody where the message names nobody', () => {
    expect(findReach('The counter is one too low.')).toEqual([
      expect.objectContaining({ who: 'nobody named', quote: undefined }),
    ]);
  });
});
