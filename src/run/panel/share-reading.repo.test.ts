import { afterAll, expect, it } from 'vitest';
import { openRepository, type Repository, type Sha } from '../../git/index.ts';
import { makeRepo } from '../../testing/repo.ts';
import { shareReading } from './share-reading.ts';

const repo = makeRepo();
const shas = [1, 2, 3].map((at) => repo.commit({ message: `change ${at}`, files: { 'a.txt': 'line\n'.repeat(at) } }));
const repository = await openRepository(repo.dir);
afterAll(async () => {
  await repository.close();
  repo.remove();
});

/** Tells for which commits git was asked. */
function watched(): { readonly asked: (readonly Sha[])[]; readonly repository: Repository } {
  const asked: (readonly Sha[])[] = [];
  const patches: Repository['patches'] = (wanted, limits) => {
    asked.push([...wanted]);
    return repository.patches(wanted, limits);
  };
  return { asked, repository: { ...repository, patches } };
}

const read = async (from: Repository, sha: Sha, maxBytes?: number) => {
  for await (const patch of from.patches([sha], maxBytes === undefined ? {} : { maxBytes })) return patch;
  return undefined;
};

it('reads commits that come next with one question to git, and each patch once', async () => {
  const { asked, repository: under } = watched();
  const shared = shareReading(under);
  await shared.readAhead(shas);
  for (const sha of shas) expect(await read(shared.repository, sha)).toEqual(await read(repository, sha));
  expect(asked).toEqual([shas]);
});

it('reads what nobody announced, once', async () => {
  const { asked, repository: under } = watched();
  const shared = shareReading(under);
  await read(shared.repository, shas[1]);
  await read(shared.repository, shas[1]);
  expect(asked).toEqual([[shas[1]]]);
});

it('cuts a patch to what is asked for, and says how much is missing', async () => {
  const shared = shareReading(repository);
  const whole = await read(shared.repository, shas[2]);
  const cut = await read(shared.repository, shas[2], 40);
  if (whole?.kind !== 'patch' || cut?.kind !== 'patch') throw new Error('no patch');
  expect(cut.bytes).toEqual(whole.bytes.subarray(0, 40));
  expect(cut.cut).toBe(whole.bytes.length - 40);
});
