import { afterAll, expect, it } from 'vitest';
import { openRepository } from '../../git/index.ts';
import { makeRepo } from '../../testing/repo.ts';
import { readCase } from './case.ts';

const repo = makeRepo();
afterAll(() => repo.remove());
const large = repo.commit({ message: 'a table', files: { 'a.c': 'int x;\n'.repeat(800_000), 'b.c': 'int y;\n' } });

it('a record never lacks the files that stand behind the end of a patch that was cut off', async () => {
  const repository = await openRepository(repo.dir);
  const asked = { id: 'CVE-2024-1000', commits: [large], pairs: [], parts: {} };
  await expect(readCase(repository, asked)).rejects.toMatchObject({
    code: 'patch-too-large',
    message: expect.stringContaining('--path'),
  });
  const { paths } = await readCase(repository, { ...asked, parts: { paths: ['a.c', 'b.c'] } });
  expect(paths).toEqual(['a.c', 'b.c']);
  await repository.close();
});
