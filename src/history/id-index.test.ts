import { describe, expect, it } from 'vitest';
import type { Sha } from '../git/index.ts';
import { buildIdIndex } from './id-index.ts';

const shas = ['aa11', 'aa12', 'b000', 'ffff', '0001'].map((start) => start.padEnd(40, '0') as Sha);
const index = buildIdIndex([...shas, ...shas]);

describe('abbreviated ids', () => {
  it.each([
    ['aa11', 1],
    ['aa1', 2],
    ['0', 1],
    ['f', 1],
    ['c', 0],
    ['fffff', 0],
    ['aa11'.padEnd(41, '0'), 0],
  ])('%s is the beginning of %i commits', (prefix, found) => {
    expect(index.find(prefix)).toHaveLength(found);
  });

  it('are found up to a limit', () => {
    expect(index.find('', 3)).toHaveLength(3);
  });
});
