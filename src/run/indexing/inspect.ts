import { lookAtRepository } from '../../history/index.ts';
import type { Inspection } from '../answers.ts';
import type { Workspace } from '../workspace.ts';

/** Looks at a repository without indexing it: which branches would be mainline and stable, and why. */
export async function inspectRepository(workspace: Workspace): Promise<Inspection> {
  const { repository, mainline, stable, signal, progress } = workspace;
  progress({ step: 'looking at the branches', done: 0, total: undefined, unit: 'commits' });
  const look = await lookAtRepository({ repository, signal, overrides: { mainline, stable } });
  return {
    mainline: look.mainline,
    branches: look.stable,
    left: look.seen,
    config: { mainline: shortRef(look.mainline), stable },
  };
}

/** `main` for `refs/heads/main`, `origin/main` for `refs/remotes/origin/main`. */
function shortRef(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes)\//, '');
}
