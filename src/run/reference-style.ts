import type { ReferenceStyle } from '../git/index.ts';
import type { Customs } from '../history/index.ts';
import { compareNewestFirst, versionOf } from '../mail/index.ts';
import type { Workspace } from './workspace.ts';

/** What git writes by itself. */
const USUAL: ReferenceStyle = 'cherry-picked';

/** How a copy on a branch names its original: as the config says, as the branch does, as the newest other branch does that names any. */
export function makeReferenceStyle(
  { config }: Pick<Workspace, 'config'>,
  customs: Customs | undefined,
): (branch: string | undefined) => ReferenceStyle {
  const references = customs?.references ?? {};
  const [newest] = Object.keys(references).toSorted((a, b) => compareNewestFirst(versionOf(a), versionOf(b)));
  const others = newest === undefined ? USUAL : (references[newest] ?? USUAL);
  return (branch) =>
    config.mail.reference ??
    (branch !== undefined && Object.hasOwn(references, branch) ? (references[branch] ?? others) : others);
}
