import { describe, expect, it } from 'vitest';
import { parseMergeRecords } from './merge-output.ts';

const id = (digit: string): string => digit.repeat(40);
const clean = `1\0${id('a')}\0\0`;
const conflict = [
  `0\0${id('b')}\0`,
  `100644 ${id('1')} 1\tdir/\xf1\tname\0`,
  `100644 ${id('2')} 2\tdir/\xf1\tname\0`,
  '\0',
  `2\0dir/\xf1\tname\0other\0CONFLICT (modify/delete)\0some text\n\0`,
  '1\0other\0Auto-merging\0Auto-merging other\n\0',
  '\0',
].join('');
const parse = (text: string) => parseMergeRecords(Buffer.from(text, 'latin1'));

describe('the output of merge-tree', () => {
  it('is read record by record, with any byte in a name', () => {
    expect(parse(clean + conflict + clean)).toEqual([
      { kind: 'clean', tree: id('a') },
      {
        kind: 'conflict',
        tree: id('b'),
        stages: [
          { mode: '100644', id: id('1'), stage: 1, path: 'dir/\xf1\tname' },
          { mode: '100644', id: id('2'), stage: 2, path: 'dir/\xf1\tname' },
        ],
        notes: [
          { type: 'CONFLICT (modify/delete)', paths: ['dir/\xf1\tname', 'other'] },
          { type: 'Auto-merging', paths: ['other'] },
        ],
      },
      { kind: 'clean', tree: id('a') },
    ]);
  });

  it('gives whole records only, wherever it is cut', () => {
    for (let end = 0; end < conflict.length; end++) {
      expect(parse(clean + conflict.slice(0, end))).toEqual([{ kind: 'clean', tree: id('a') }]);
    }
    expect(parse(clean + conflict)).toHaveLength(2);
  });

  it.each(['', 'nonsense', '2\0', `1\0${id('z')}\0\0`, `0\0${id('a')}\0no stage\0\0\0`])('is refused: %j', (text) => {
    expect(parse(text)).toEqual([]);
  });
});
