import { buildGraph, GraphBuilder } from './graph-builder.ts';
import { buildGitError } from './failure.ts';
import type { Git } from './process.ts';
import type { CommitGraph, Sha } from './types.ts';

/** One `rev-list --topo-order --parents` pass over everything that the tips reach. */
export async function readGraph(
  git: Git,
  input: { readonly tips: readonly Sha[]; readonly idBytes: 20 | 32 },
): Promise<CommitGraph> {
  const builder = new GraphBuilder(input.idBytes);
  if (input.tips.length === 0) return buildGraph(builder);
  const child = git.start(['rev-list', '--topo-order', '--parents', '--stdin']);
  try {
    child.stdin.end(`${[...new Set(input.tips)].join('\n')}\n`);
    for await (const chunk of child.chunks()) builder.take(chunk);
    const end = await child.ended;
    git.throwIfStopped();
    if (end.code !== 0) throw buildGitError(end);
  } finally {
    await child.stop();
  }
  return buildGraph(builder);
}
