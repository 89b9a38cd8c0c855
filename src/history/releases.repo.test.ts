import { expect, it } from 'vitest';
import { openRepository } from '../git/index.ts';
import { makeRepo } from '../testing/repo.ts';
import { findReleases } from './releases.ts';

it('releases are version tags that mainline reaches, in order of time', async () => {
  using repo = makeRepo();
  repo.commit({ message: 'one' });
  repo.tag('v1.0-rc1', 'first try');
  repo.commit({ message: 'two' });
  repo.tag('v1.0');
  repo.tag('latest');
  repo.branch('stable-1.0');
  repo.commit({ message: 'three' });
  repo.tag('v1.0.1');
  const repository = await openRepository(repo.dir);
  try {
    const graph = await repository.graph([repo.id('main')]);
    const found = findReleases(await repository.refs(), graph, graph.reach(graph.indexOf(repo.id('main'))!));
    expect(found.map(({ name, final }) => [name, final])).toEqual([
      ['v1.0-rc1', false],
      ['v1.0', true],
    ]);
  } finally {
    await repository.close();
  }
});
