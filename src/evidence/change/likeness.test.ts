import { describe, expect, it } from 'vitest';
import { sketchChange } from '../../testing/changes.ts';
import { natureFacts } from '../facts/nature.ts';
import { measureLikeness } from './likeness.ts';
import { readChange } from './read.ts';

const born = (name: string): readonly string[] => [
  '+struct fresh {',
  '+\tint a;',
  '+};',
  `+static int ${name}(struct fresh *x)`,
  '+{',
  '+\treturn x->a;',
  '+}',
];
const files = ['a', 'b', 'c', 'd'].map((name) => ({ path: `fs/${name}.c`, lines: born(name) }));
const said = (body: string): readonly string[] =>
  natureFacts(sketchChange({ subject: 'x: fresh', body, files }))
    .filter(({ kind }) => kind === 'nature-no-defect')
    .map(({ says }) => says);

describe('how much a change reads like a fix', () => {
  it('is more with each sign of one', () => {
    const score = (lines: readonly string[]): number =>
      measureLikeness(readChange(sketchChange({ subject: 'x: y', files: [{ path: 'a.c', lines }] })))?.score ??
      Number.NaN;
    const plain = score(['-\tf(a);', '+\tg(a);']);
    const checked = score(['-\tf(a);', '+\tif (a)', '+\t\tg(a);']);
    const freed = score(['-\tf(a);', '+\tif (a)', '+\t\tg(a);', '+\tkfree(a);']);
    expect(checked).toBeGreaterThan(plain);
    expect(freed).toBeGreaterThan(checked);
  });

  it('cannot be told without a patch', () =>
    expect(measureLikeness(readChange({ ...sketchChange({ subject: 'x: y' }), patch: undefined }))).toBeUndefined());

  it('is told in words that the patch shows', () =>
    expect(said('')).toEqual([
      'Little here speaks of a defect: the message names no problem and says next to nothing; the patch touches more than 3 files, adds a structure, adds a function that nothing in it calls, adds no condition, adds no release and adds no way out on an error.',
    ]));

  it.each([['It hangs for ever.'], ['Reported-by: Ada <ada@example.org>']])('is not told beside: %s', (body) =>
    expect(said(body)).toEqual([]),
  );
});
