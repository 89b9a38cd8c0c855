import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collect, withRepository } from '../testing/reading.ts';
import { makeRepo } from '../testing/repo.ts';
import { parsePatch } from './index.ts';

const line = fc.constantFrom(
  'a',
  'b',
  'c',
  '',
  ' ',
  '-- ',
  '--- a/x',
  '+++ b/x',
  '@@ -1 +1 @@',
  'diff --git a/x b/x',
  '\\ No newline',
  '\r',
  '\t+',
  '\x01',
);
const content = fc
  .tuple(fc.array(line, { maxLength: 40 }), fc.boolean())
  .map(([lines, ended]) => lines.join('\n') + (ended ? '\n' : ''));
const files = fc.dictionary(fc.constantFrom('x', 'y', 'dir/z', 'with blank', 'tab\t'), content, { minKeys: 1 });

test('added and removed lines are the ones that git counts', async () => {
  using repo = makeRepo();
  const histories = fc.sample(files, { numRuns: 60, seed: 20 });
  const shas = histories.map((each, n) => repo.commit({ message: `c${n}`, files: { ...each, always: `${n}` } }));
  const counted = repo
    .git(['diff-tree', '--stdin', '--root', '-r', '-M', '--numstat'], { input: `${shas.join('\n')}\n` })
    .split('\n')
    .filter((row) => row.includes('\t'))
    .map((row) => row.split('\t').slice(0, 2).map(Number));
  const patches = await withRepository(repo.dir, (repository) => collect(repository.patches(shas)));
  const parsed = patches.flatMap((patch) => (patch.kind === 'patch' ? parsePatch(patch.bytes).files : []));
  expect(parsed.length).toBeGreaterThan(150);
  expect(parsed.map((file) => [file.added, file.removed])).toEqual(counted);
});
