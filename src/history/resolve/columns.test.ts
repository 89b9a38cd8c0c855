import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildColumns, mergeColumns } from './columns.ts';
import type { CommitEntry } from './columns.ts';
import { openTableBytes } from './disk/table-file.ts';
import { foldSubject } from './fold.ts';
import { renderFile } from './layout.ts';
import type { CommitTable } from './types.ts';

const entry = fc.record({
  sha: fc.stringMatching(/^[0-3]{1}[0-9a-f]{39}$/),
  time: fc.nat(),
  subject: fc.string({ unit: 'grapheme', maxLength: 40 }),
  upstream: fc.array(fc.stringMatching(/^[0-9a-f]{12}$/), { maxLength: 2 }),
  mainline: fc.boolean(),
  elsewhere: fc.boolean(),
});

const open = (columns: Parameters<typeof renderFile>[0]): CommitTable =>
  openTableBytes(renderFile(columns, { stamp: 'a'.repeat(16), state: '{}' }));

const plain = ({ sha, subject }: CommitEntry): string => `${sha} ${subject}`;

test('every commit is found by every prefix of its id and by its subject', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(entry, { selector: ({ sha }) => sha, maxLength: 40 }),
      fc.integer({ min: 1, max: 40 }),
      (entries, digits) => {
        const table = open(buildColumns(entries, 20));
        for (const { sha, subject, upstream, time, mainline, elsewhere } of entries) {
          const prefix = sha.slice(0, digits);
          const expected = entries.filter((other) => other.sha.startsWith(prefix)).map((other) => other.sha);
          const found = table.withPrefix(prefix, 100);
          expect(found.map((row) => row.sha)).toEqual(expected.toSorted());
          expect(found.find((row) => row.sha === sha)).toMatchObject({ upstream, time, mainline, elsewhere });
          const folded = foldSubject(subject);
          if (folded !== '') expect(table.withFold(folded).map((row) => row.sha)).toContain(sha);
        }
      },
    ),
  );
});

test('a merge holds what a fresh index of the same commits holds', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(entry, { selector: ({ sha }) => sha, minLength: 2, maxLength: 30 }),
      fc.nat(29),
      (entries, cut) => {
        const [first, ...others] = entries;
        const merged = mergeColumns(buildColumns(entries.slice(0, cut + 1), 20), {
          added: buildColumns(others.slice(Math.max(0, cut - 1)), 20),
          removed: new Set([Buffer.from(first.sha, 'hex').toString('latin1')]),
          offMainline: new Set(),
        });
        const found = open(merged);
        const all = [...'0123'].flatMap((digit) => found.withPrefix(digit, 100));
        expect(all.map(plain)).toEqual(
          open(buildColumns(others, 20)) && [...others].sort((a, b) => (a.sha < b.sha ? -1 : 1)).map(plain),
        );
      },
    ),
  );
});
