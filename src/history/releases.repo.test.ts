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
    const mainline = graph.reach(graph.indexOf(repo.id('main'))!);
    const found = findReleases(await repository.refs(), { graph, mainline, branches: [] });
    expect(found.map(({ name, final }) => [name, final])).toEqual([
      ['v1.0-rc1', false],
      ['v1.0', true],
    ]);
  } finally {
    await repository.close();
  }
});

it('the first release of a branch that was tagged behind the branching counts for what mainline had there', async () => {
  using repo = makeRepo();
  repo.commit({ message: 'one' });
  const base = repo.id('main');
  repo.branch('stable-4.19');
  repo.commit({ message: 'release' });
  repo.tag('RELEASE-4.19.0', 'the release');
  repo.commit({ message: 'fix' });
  repo.tag('RELEASE-4.19.1', 'an update');
  repo.branch('main');
  repo.commit({ message: 'two' });
  const repository = await openRepository(repo.dir);
  try {
    const graph = await repository.graph([repo.id('main'), repo.id('stable-4.19')]);
    const found = findReleases(await repository.refs(), {
      graph,
      mainline: graph.reach(graph.indexOf(repo.id('main'))!),
      branches: [
        {
          base: graph.indexOf(base)!,
          version: [4, 19],
          reach: graph.reach(graph.indexOf(repo.id('stable-4.19'))!),
        },
      ],
    });
    expect(found.map(({ name, index }) => [name, graph.sha(index)])).toEqual([['RELEASE-4.19.0', base]]);
  } finally {
    await repository.close();
  }
});
