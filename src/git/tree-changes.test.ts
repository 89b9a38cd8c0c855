import { describe, expect, it } from 'vitest';
import { InfrastructureError, StoppedError } from '../errors.ts';
import { parseTreeChanges, tryInParts } from './tree-changes.ts';

const id = (digit: string): string => digit.repeat(40);

describe('differences of trees', () => {
  it('are read pair by pair, empty ones as well', () => {
    const entry = `:100644 100755 ${id('1')} ${id('2')} M\0a b\n\xff\0`;
    const output = `${id('a')} ${id('b')}\n${entry}${id('c')} ${id('d')}\n${id('e')} ${id('f')}\n${entry}`;
    const change = { oldMode: '100644', newMode: '100755', oldId: id('1'), newId: id('2'), path: 'a b\n\xff' };
    expect([...parseTreeChanges(output)]).toEqual([
      [`${id('a')} ${id('b')}`, [change]],
      [`${id('c')} ${id('d')}`, []],
      [`${id('e')} ${id('f')}`, [change]],
    ]);
  });
});

describe('work in parts', () => {
  const failing = (bad: readonly number[], error: Error, done: number[]) => async (part: readonly number[]) => {
    if (part.some((item) => bad.includes(item))) throw error;
    done.push(...part);
  };

  it('leaves out only the items that fail alone', async () => {
    const done: number[] = [];
    await tryInParts([1, 2, 3, 4, 5, 6, 7], failing([2, 7], new InfrastructureError('x', 'x'), done));
    expect(done).toEqual([1, 3, 4, 5, 6]);
  });

  it('ends at a stop on request, and at an error that nobody foresaw', async () => {
    await expect(tryInParts([1, 2], failing([2], new StoppedError('stopped', 's'), []))).rejects.toThrow('s');
    await expect(tryInParts([1, 2], failing([2], new TypeError('bug'), []))).rejects.toThrow('bug');
  });
});
