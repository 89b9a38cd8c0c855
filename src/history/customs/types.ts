import type { ReferenceStyle } from '../../git/index.ts';

/** What a project does by habit, read from its own commits as of a day. */
export interface Customs {
  /** The address that authors ask for stable branches with, `stable@…`; undefined where they ask with none. */
  readonly stableList: string | undefined;
  /** How the last copies on a branch name their originals, by its name; branches whose copies name none are left out. */
  readonly references: Readonly<Record<string, ReferenceStyle>>;
}
