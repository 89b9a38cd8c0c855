import { expect, test } from 'vitest';
import { sayUnread } from './unread-note.ts';

test.each([
  [{ unread: 0, lost: 0, why: undefined }, undefined],
  [
    { unread: 1, lost: 0, why: 'blob 12 is not in this repository' },
    'autosel: 1 commit could not be read with its patch (for example: blob 12 is not in this repository); its message is indexed',
  ],
  [
    { unread: 1200, lost: 2, why: undefined },
    'autosel: 1,200 commits could not be read with their patches; their messages are indexed; 2 commits could not be read at all and are left out',
  ],
])('%j is said in one line', (counts, line) => {
  expect(sayUnread(counts)).toBe(line);
});
