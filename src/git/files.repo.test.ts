import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeRepo } from '../testing/repo.ts';
import { maxFileBytes } from './files.ts';
import { openRepository } from './repository.ts';

it('reads many files at many revisions in the order asked, and says which are absent or cannot be read', async () => {
  using repo = makeRepo();
  const first = repo.commit({ message: 'one', files: { a: 'a1\n', 'dir/ñ\nx': 'odd\n', gone: 'gone\n' } });
  const second = repo.commit({ message: 'two', files: { a: 'a2\n', big: Buffer.alloc(maxFileBytes + 1, 'x') } });
  const blob = repo.git(['rev-parse', `${second}:gone`]);
  rmSync(join(repo.dir, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));
  const asked = [
    { sha: second, path: 'a' },
    { sha: second, path: 'b' },
    { sha: first, path: 'a' },
    { sha: second, path: 'dir/ñ\nx' },
    { sha: second, path: 'dir' },
    { sha: second, path: 'gone' },
    { sha: second, path: 'big' },
    { sha: repo.id('HEAD').replace(/^./, (digit) => (digit === '0' ? '1' : '0')) as typeof first, path: 'a' },
  ];
  // More than are in flight at once.
  const requests = Array.from({ length: 5 }, () => asked).flat();

  const repository = await openRepository(repo.dir);
  const replies = await Array.fromAsync(repository.files(requests));
  await repository.close();

  expect(replies.map(({ request }) => request)).toEqual(requests);
  const said = replies.map((reply) => (reply.kind === 'present' ? reply.bytes.toString() : reply.kind));
  const once = ['a2\n', 'absent', 'a1\n', 'odd\n', 'absent', 'unread', 'unread', 'unread'];
  expect(said).toEqual(Array.from({ length: 5 }, () => once).flat());
  expect(replies[6]).toMatchObject({ why: expect.stringContaining(String(maxFileBytes + 1)) });
});
