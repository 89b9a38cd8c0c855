import type { Desk } from './desk.ts';
import type { Sentence } from './prose.ts';
import { aboutOf } from './statement.ts';
import type { CommitView } from './types.ts';

/** The commit that a sentence speaks of; undefined when that cannot be told, or it is not here. */
export async function commitOf(sentence: Sentence, desk: Desk): Promise<CommitView | undefined> {
  const about = aboutOf(sentence, desk);
  if (about.kind === 'own') return desk.commit;
  if (about.kind === 'unclear') return undefined;
  const found = await desk.find(about.id);
  return found.kind === 'found' ? found.commit : undefined;
}
