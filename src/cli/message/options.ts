import type { IndexPlace, Workspace } from '../../run/index.ts';
import type { Session } from '../action.ts';

export interface MessageOptions {
  readonly lang: string;
  readonly json?: true;
  readonly strict?: true;
  readonly rewrite?: true;
  readonly apply?: true;
  readonly model?: string;
  readonly hook?: string;
}

/** One call of `autosel message` with all that it works with. */
export interface MessageCall {
  readonly session: Session<MessageOptions>;
  readonly workspace: Workspace;
  readonly place: IndexPlace;
}
