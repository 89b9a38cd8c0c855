import { readAuthorIdentity } from '../../git/index.ts';
import type { MessageInput } from './input.ts';

/** Who commits: whom git names to its hooks, else whom the configuration names. */
export async function readAuthor(
  dir: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<MessageInput['author']> {
  const [name, email] = [env.GIT_AUTHOR_NAME, env.GIT_AUTHOR_EMAIL];
  if (name !== undefined && email !== undefined) return { authorName: name, authorEmail: email };
  const known = await readAuthorIdentity(dir);
  return known === undefined ? undefined : { authorName: known.name, authorEmail: known.email };
}
