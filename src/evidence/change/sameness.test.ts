import { describe, expect, it } from 'vitest';
import { sketchChange, type DiffSketch } from '../../testing/changes.ts';
import { natureFacts } from '../facts/nature.ts';
import { readChange } from './read.ts';

const sameness = (files: readonly DiffSketch[]): string | undefined => {
  const found = readChange(sketchChange({ subject: 'x: y', files })).diff?.sameness;
  return found === undefined ? undefined : `${found.kind} ${found.name}`;
};
const inC = (lines: readonly string[]): readonly DiffSketch[] => [{ path: 'fs/a.c', lines }];

describe('code that stays the same', () => {
  it('is a value that gets a variable of its own', () => {
    const lines = ['+\tint done;', '-\tret = f();', '-\tif (ret < 0)', '+\tdone = f();', '+\tif (done < 0)'];
    expect(sameness(inC(lines))).toBe('renamed done');
  });

  it('is a function under a new name', () => {
    const lines = ['-static int old_name(int a)', '+static int new_name(int a)', '-\told_name(1);', '+\tnew_name(1);'];
    expect(sameness(inC(lines))).toBe('renamed new_name');
  });

  it('is not another variable that was there before', () => {
    expect(sameness(inC(['-\tuse(a);', '+\tuse(b);']))).toBeUndefined();
    expect(sameness(inC(['-\tuse(a, b);', '+\tuse(b, b);']))).toBeUndefined();
  });

  it('is not a new variable that another one takes turns with', () => {
    const lines = ['+\tint n;', '-\ta = f(a);', '+\tn = f(a);'];
    expect(sameness(inC(lines))).toBeUndefined();
  });

  it('is not another macro that makes the same thing', () => {
    const lines = ['-static DEFINE_PLAIN_OPS(ops,', '+static DEFINE_NOIRQ_OPS(ops,'];
    expect(sameness(inC(lines))).toBeUndefined();
  });

  it('is not a constant that takes another value', () => {
    expect(sameness(inC(['-#define SIZE 10', '+#define SIZE 12']))).toBeUndefined();
  });
});

describe('types that nothing uses', () => {
  const type = ['+struct fresh {', '+\tint a;', '+};'];

  it('are found where they are all that is added', () => expect(sameness(inC(type))).toBe('unused fresh'));

  it('are used by a later line', () =>
    expect(sameness(inC([...type, ' ', '+static struct fresh one;']))).toBeUndefined());

  it('are not constants, which may be ids of devices', () =>
    expect(sameness(inC(['+#define PCI_VENDOR_ID_ACME 0x1234']))).toBeUndefined());
});

describe('what is said of code that stays the same', () => {
  const files = inC(['-static int old_name(int a)', '+static int new_name(int a)']);
  const against = (body: string): string[] =>
    natureFacts(sketchChange({ subject: 'x: names', body, files }))
      .filter(({ weighs }) => weighs === 'against')
      .map(({ says }) => says);

  it('names the place', () => {
    const [says] = against('');
    expect(says).toMatch(
      /^Its lines are the same code but for new names such as new_name: fs\/a\.c:\d+ "static int new_name/,
    );
  });

  it('is nothing where somebody met a problem', () =>
    expect(against('It fails.\n\nReported-by: Ada <ada@example.org>\n')).toEqual([]));

  it('is said where only a robot for style reported it', () =>
    expect(against('Reported-by: Zeal Robot <zealci@example.org>\n')).toHaveLength(1));
});

describe('texts that a person reads', () => {
  it.each([
    ['drivers/a.c', ['-MODULE_DESCRIPTION("a b");', '+MODULE_DESCRIPTION("b a");']],
    ['drivers/Kconfig', ['-\t  Say Y or no.', '+\t  Say Y or N.']],
  ])('are no code in %s', (path, lines) => {
    const kinds = readChange(sketchChange({ subject: 'x: y', files: [{ path, lines }] })).diff?.shapes;
    expect(kinds?.map(({ kind }) => kind)).toEqual(['comments']);
  });
});
