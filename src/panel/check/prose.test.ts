import { describe, expect, it } from 'vitest';
import { parseProse } from './prose.ts';
import { occurs, linesWith, squeeze, squeezeLines } from './squeeze.ts';
import { subjectFits } from './subjects.ts';

const textsOf = (text: string): readonly string[] => parseProse(text).sentences.map((sentence) => sentence.text);

describe('an explanation as sentences', () => {
  it('joins wrapped lines, cuts at items and full stops, and leaves quotes whole', () => {
    const text = '> It **fixes** a\n> leak. See `a. B` first.\n>\n> 1. One (e.g. This.) more\n> - Two';
    expect(textsOf(text)).toEqual(['It fixes a leak.', 'See `a. B` first.', 'One (e.g. This.) more', 'Two']);
  });

  it('joins a path that was wrapped behind a hyphen', () => {
    const line = 'It instructs the subsystem in drivers/gpio/gpiolib-acpi-and-more-';
    expect(textsOf(`${line}\nquirks.c to do so.`)).toEqual([`${line}quirks.c to do so.`]);
  });

  it('takes listings out, with the sentence before them, closed or not', () => {
    const { fences, sentences } = parseProse('It adds this:\n```diff\n+ a\n```\nand\n~~~\nb');
    expect(fences.map(({ language, lines, introducedBy }) => [language, lines, introducedBy?.text])).toEqual([
      ['diff', ['+ a'], 'It adds this:'],
      ['', ['b'], 'and'],
    ]);
    expect(sentences).toHaveLength(2);
  });

  it('says how much of a text without end it did not read', () => {
    expect(parseProse('x'.repeat(250_000))).toMatchObject({ cut: 247_000 });
    expect(parseProse('\n- a'.repeat(6_000))).toMatchObject({ cut: 1_000 });
  });
});

describe('the marks of markdown and mail', () => {
  const id = '1a2b3c4d5e6f';
  it.each([
    [
      '| branch | has the fix |\n|---|---|\n| linux-6.1.y | no |',
      ['branch: linux-6.1.y', 'linux-6.1.y: has the fix: no'],
    ],
    ['| field | value |\n|---|---|\n| Author | A B |', ['Author: A B']],
    ['| Author | A B |', ['Author: A B']],
    ['The log says:\n\n> It is\n> freed.', ['The log says: “It is freed.”']],
    ['> It is freed.\n\nsays the log\nand\nits\nauthor.', ['“It is freed.” says the log and its author.']],
    ['> One.\n\nTwo.\n\nThree.\n\nFour.', ['One.', 'Two.', 'Three.', 'Four.']],
    [`See [this](https://x.org/linux/commit/?id=${id}).`, [`See this (commit ${id}).`]],
    [`See [\`${id}\`](https://x.org/c/${id}).`, [`See ${id}.`]],
    ['See https://x.org/tree/net/foo.c?id=v6.1#n33 for it.', ['See net/foo.c:33 for it.']],
    [`Before it:\n\n    ${id} net: foo: add bar`, ['Before it:', `commit ${id} (“net: foo: add bar”)`]],
    [`${id} is the fix.`, [`${id} is the fix.`]],
    [`**net: foo: add bar** (${id})`, [`“net: foo: add bar” (${id})`]],
    ['It *does* not __work at__ `all *the* time`.', ['It does not work at `all *the* time`.']],
    ['It says ‘it isn’t freed at all’ there.', ['It says “it isn’t freed at all” there.']],
    ["The users' part isn't 'freed at all' here.", ["The users' part isn't “freed at all” here."]],
    ['R-b: A B\nT-b: C D', ['Reviewed-by: A B', 'Tested-by: C D']],
    ['Fixes tag: no. It applies.', ['Fixes tag: no.', 'It applies.']],
  ])('%j is read as %j', (text, expected) => {
    expect(textsOf(text)).toEqual(expected);
  });
});

describe('words in a file', () => {
  it('are found modulo white space and in order, with the line in which they begin', () => {
    const text = squeezeLines('a\n\n\tif (x)\n\t\treturn -EINVAL;\n');
    expect(linesWith(text, 'if (x) return')).toEqual([3]);
    expect(linesWith(text, 'if … -EINVAL')).toEqual([3]);
    expect(occurs(squeeze('one two'), 'two ... one')).toBe(false);
    expect(occurs(squeeze('one two'), '...')).toBe(false);
  });
});

describe('a subject', () => {
  const actual = 'net: mlx5: Fix a leak in mlx5_probe()';
  it.each([
    ['net: mlx5: fix a leak in mlx5_probe', true],
    ['net: mlx5: Fix a leak…', true],
    ['Fix a leak in mlx5_probe()', true],
    ['net: mlx5: Fix ... mlx5_probe()', true],
    ['net: mlx5: Fix a leak in mlx5_remove()', false],
    ['Revert "net: mlx5: Fix a leak in mlx5_probe()"', false],
    ['mlx5_probe()', false],
    ['', false],
  ])('%j fits: %s', (given, expected) => {
    expect(subjectFits(given, actual)).toBe(expected);
  });

  it('of a revert is not the one that it reverts', () => {
    expect(subjectFits('net: fix a long leak', 'Revert "net: fix a long leak"')).toBe(false);
  });
});
