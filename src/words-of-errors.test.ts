import { readFileSync } from 'node:fs';
import type { TomlError } from 'smol-toml';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sayIssue, sayNoToml, sayWhy } from './words-of-errors.ts';

describe('why a file could not be used', () => {
  const attempt = (name: string): unknown => {
    try {
      return readFileSync(name);
    } catch (error) {
      return error;
    }
  };

  it.each([
    ['/no/such/file', 'it does not exist'],
    ['/', 'it is a folder'],
    ['/etc/passwd/x', 'a part of its path is a file and no folder'],
    ['x'.repeat(5000), 'the name is too long'],
  ])('is said in words', (name, words) => {
    expect(sayWhy(attempt(name))).toBe(words);
  });

  it('that nobody foresaw stays one line', () => {
    expect(sayWhy(new Error('first\n  second'))).toBe('first second');
  });
});

describe('a value that does not fit', () => {
  const shape = z.strictObject({
    name: z.string().min(2),
    number: z.int().min(1).max(9).optional(),
    share: z.number().gt(0).lt(1).optional(),
    on: z.boolean().optional(),
    list: z.array(z.string()).min(1).optional(),
    pair: z.tuple([z.string()], z.string()).optional(),
    kind: z.enum(['a', 'b']).optional(),
    url: z.url().optional(),
    code: z.string().regex(/^x/, 'it must open with x').optional(),
    told: z
      .discriminatedUnion('as', [z.strictObject({ as: z.literal('a') }), z.strictObject({ as: z.literal('b') })])
      .optional(),
    either: z.union([z.literal(1), z.array(z.number())]).optional(),
  });
  const wrong = (value: object): string => {
    const [issue] = shape.safeParse({ name: 'ok', ...value }).error?.issues ?? [];
    return issue === undefined ? '' : sayIssue(issue);
  };

  it.each([
    [{ name: undefined }, 'it is missing: write text in quotes'],
    [{ name: 3 }, 'write text in quotes'],
    [{ name: 'x' }, 'write at least 2 characters'],
    [{ number: 'x' }, 'write a number'],
    [{ number: 1.5 }, 'write a whole number'],
    [{ number: 10 }, 'write a number of at most 9'],
    [{ share: 0 }, 'write a number of more than 0'],
    [{ share: 1 }, 'write a number of less than 1'],
    [{ on: 'yes' }, 'write true or false'],
    [{ list: 'x' }, 'write a list in brackets'],
    [{ list: [] }, 'write at least 1 entry'],
    [{ pair: 'x' }, 'write a list in brackets'],
    [{ kind: 'c' }, 'write one of "a", "b"'],
    [{ url: 'x' }, 'write an address that opens with http:// or https://'],
    [{ code: 'y' }, 'it must open with x'],
    [{ either: 'x' }, 'it is not what may stand here'],
    [{ told: { as: 'c' } }, 'write one of "a", "b"'],
    [{ other: 1 }, 'there is no key "other"'],
  ])('%j: %s', (value, words) => {
    expect(wrong(value)).toBe(words);
  });
});

describe('what is no TOML', () => {
  it('is found by line and column', () => {
    const read = () => {
      try {
        return parse('a = 1\nb = = 2');
      } catch (error) {
        return error;
      }
    };
    expect(sayNoToml('own.toml', read() as TomlError)).toBe('own.toml:2:5: this is no TOML (invalid value)');
  });
});
