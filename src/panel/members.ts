import type { LanguageModel } from '../models/index.ts';
import type { PanelPrompts } from './prompt-texts.ts';
import type { Member, Role } from './types.ts';

/** One seat of a panel: who sits there, on which of the models at hand, with tools or without. */
interface Seat {
  readonly role: Role;
  /** Position among the models, those that can use tools first. */
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

/** Of two where one or both only judge what they are given, none could settle a dispute better than those who have it. */
const SECOND_WITHOUT_TOOLS: readonly Seat[] = [
  { role: 'analyst', model: 0, tools: true },
  { role: 'sceptic', model: 1, tools: false },
];

const MODEL_WITHOUT_TOOLS: readonly Seat[] = [{ role: 'analyst', model: 0, tools: false }];

/**
 * The panel for the models that a person has, in the order of the config: two, one that can use tools, one that cannot (a model file, a
 * program), none. Undefined without a model: there is no panel then, and triage stands alone.
 */
export const planMembers = (models: readonly LanguageModel[], prompts: PanelPrompts): readonly Member[] | undefined => {
  if (models.length === 0) return undefined;
  const hosts = models.toSorted((a, b) => Number(b.abilities.tools) - Number(a.abilities.tools));
  return chooseSeats(hosts).map(({ role, model, tools }) => ({
    ...{ name: role, role, tools: tools && hosts[model].abilities.tools, weight: 1 },
    model: hosts[model],
    prompt: prompts.roles[role],
  }));
};

const chooseSeats = ([first, second]: readonly LanguageModel[]): readonly Seat[] => {
  if (second !== undefined) return second.abilities.tools ? TWO_MODELS : SECOND_WITHOUT_TOOLS;
  return first.abilities.tools ? ONE_MODEL : MODEL_WITHOUT_TOOLS;
};

/** Members of the first round, and the referee apart. */
export const splitMembers = (
  members: readonly Member[],
): { readonly first: readonly Member[]; readonly referee: Member | undefined } => ({
  first: members.filter(({ role }) => role !== 'referee'),
  referee: members.find(({ role }) => role === 'referee'),
});
