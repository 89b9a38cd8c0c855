import type { LanguageModel } from '../models/index.ts';
import type { PanelPrompts } from './prompt-texts.ts';
import type { Member, Role } from './types.ts';

/** One seat of a panel: who sits there, on which of the models at hand, with tools or without. */
interface Seat {
  readonly role: Role;
  /** Position among the models that can use tools, or among all where none can. */
  readonly model: 0 | 1;
  readonly tools: boolean;
}

/** Two models of different makers err differently: each side of the question sits on its own. */
const TWO_MODELS: readonly Seat[] = [
  { role: 'analyst', model: 0, tools: true },
  { role: 'security', model: 0, tools: false },
  { role: 'sceptic', model: 1, tools: true },
  { role: 'referee', model: 1, tools: true },
];

/** A referee on the model of both sides would be a third voice of the same mind. */
const ONE_MODEL: readonly Seat[] = [
  { role: 'analyst', model: 0, tools: true },
  { role: 'sceptic', model: 0, tools: false },
];

const MODEL_WITHOUT_TOOLS: readonly Seat[] = [{ role: 'analyst', model: 0, tools: false }];

/**
 * The panel for the models that a person has, in the order of the config: two that can use tools, one, one that cannot (a model file, a
 * program), none. Undefined without a model: there is no panel then, and triage stands alone.
 */
export const planMembers = (models: readonly LanguageModel[], prompts: PanelPrompts): readonly Member[] | undefined => {
  if (models.length === 0) return undefined;
  const able = models.filter(({ abilities }) => abilities.tools);
  const hosts = able.length === 0 ? models : able;
  return chooseSeats(able.length).map(({ role, model, tools }) => ({
    ...{ name: role, role, tools, weight: 1 },
    model: hosts[model],
    prompt: prompts.roles[role],
  }));
};

const chooseSeats = (able: number): readonly Seat[] => {
  if (able === 0) return MODEL_WITHOUT_TOOLS;
  return able === 1 ? ONE_MODEL : TWO_MODELS;
};

/** Members of the first round, and the referee apart. */
export const splitMembers = (
  members: readonly Member[],
): { readonly first: readonly Member[]; readonly referee: Member | undefined } => ({
  first: members.filter(({ role }) => role !== 'referee'),
  referee: members.find(({ role }) => role === 'referee'),
});
