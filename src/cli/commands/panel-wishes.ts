import { parseBudget } from '../../config-panel.ts';
import type { PanelWishes } from '../../run/index.ts';
import type { Session } from '../action.ts';
import { askPerson } from '../ask-person.ts';

/** Options of commands that can ask a panel about many commits. */
export interface PanelOptions {
  readonly panel?: true;
  readonly budget?: string;
  readonly yes?: true;
}

/** What a person wishes of the panel; asks before anything is spent, unless a budget or `--yes` answers that. */
export function buildPanelWishes(
  { options, terminal, note }: Session<PanelOptions>,
  recall: number | undefined,
): PanelWishes {
  const { budget, yes } = options;
  return {
    recall,
    budget: budget === undefined ? undefined : parseBudget(budget, '--budget'),
    now: Math.floor(Date.now() / 1000),
    confirm: (says) => {
      note(`autosel: the panel will take ${says}`);
      return yes === undefined && budget === undefined ? askPerson(terminal) : Promise.resolve(true);
    },
  };
}
