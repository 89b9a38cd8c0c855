import type { MemberConfig } from '../../config-panel.ts';
import { UsageError } from '../../errors.ts';
import {
  loadModelTables,
  openLanguageModel,
  rememberModel,
  type LanguageModel,
  type LanguageModelConfig,
  type Meter,
} from '../../models/index.ts';
import {
  buildPolicy,
  planMembers,
  splitMembers,
  type Guidance,
  type Member,
  type PanelPrompts,
  type Policy,
} from '../../panel/index.ts';
import { nearest } from '../../nearest.ts';
import { readMemberPrompt, readPanelFiles } from '../files-of-panel.ts';
import type { StepStore } from '../steps/index.ts';
import type { Workspace } from '../workspace.ts';
import { chooseDefaultModels } from './default-models.ts';
import type { Panel } from './judge-case.ts';
import type { Purse } from './purse.ts';
import { standIn } from './stand-in.ts';

/** A panel with its models, to be closed at the end. */
export interface OpenPanel extends Panel {
  readonly guidance: readonly Guidance[];
  close(): Promise<void>;
}

/** The models of the config, else those for which a key is set. UsageError `no-models` when there is none. */
export async function readModels(workspace: Workspace): Promise<readonly LanguageModelConfig[]> {
  const found = await findModels(workspace);
  if (found.length === 0)
    throw new UsageError(
      'no-models',
      'there is no model to ask: name one with [[models]] in the config (autosel init writes one), or set ANTHROPIC_API_KEY, OPENAI_API_KEY, GEMINI_API_KEY or NVIDIA_API_KEY',
    );
  if (workspace.config.panel.models.length === 0)
    workspace.note(`autosel: the config names no models: asking ${found.map(nameModel).join(' and ')}`);
  return found;
}

/** The same, asking nobody; empty where there is none. */
export async function findModels({ config, env }: Workspace): Promise<readonly LanguageModelConfig[]> {
  const { models } = config.panel;
  if (models.length > 0) return loadModelTables(models, config.file ?? 'the config');
  return loadModelTables(chooseDefaultModels(env), 'the default models');
}

const nameModel = (config: LanguageModelConfig): string => ('model' in config ? config.model : config.name);

export interface PanelSurroundings {
  /** Only those that are needed. */
  readonly models: readonly LanguageModelConfig[];
  readonly steps: Pick<StepStore, 'replies'>;
  readonly purse: Purse;
  readonly meter: Meter;
  /** Left out: whether a stable branch takes the commit. */
  readonly question?: 'cve' | undefined;
}

/**
 * Opens the models and seats the members. UsageError for a member whose model is not there, a key that is not set, a package that is
 * missing, a policy that nobody can fulfil.
 */
export async function openPanel(workspace: Workspace, surroundings: PanelSurroundings): Promise<OpenPanel> {
  const { panel } = workspace.config;
  const { prompts, guidance } = await readPanelFiles({
    ...{ prompts: panel.prompts, guidance: panel.guidance, question: surroundings.question },
  });
  const opened: LanguageModel[] = [];
  const close = async (): Promise<void> => void (await Promise.all(opened.map((model) => model.close())));
  try {
    for (const config of surroundings.models) opened.push(await openModel(workspace, surroundings, config));
    const members = await seat(panel.members, opened, prompts);
    if (panel.members.length === 0) workspace.note(`autosel: the panel: ${members.map(nameSeat).join(', ')}`);
    const { first, referee } = splitMembers(members);
    const policy = buildPolicy(first.length, said(panel.policy));
    const limits = { calls: panel.toolCalls };
    return { members: first, referee, prompts, policy, limits, guidance, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const nameSeat = ({ name, model }: Member): string => `${name} on ${model.label}`;

/** Those that somebody sits on: the others are not opened, and nobody has to know what they cost. */
export async function neededModels(
  { config }: Workspace,
  models: readonly LanguageModelConfig[],
): Promise<readonly LanguageModelConfig[]> {
  const { members, prompts } = config.panel;
  const files = await readPanelFiles({ prompts, guidance: undefined });
  const standIns = models.map((model) => standIn(model));
  const seated = new Set((await seat(members, standIns, files.prompts)).map(({ model }) => model.name));
  return models.filter(({ name }) => seated.has(name));
}

async function openModel(
  { env }: Workspace,
  { steps, purse, meter }: PanelSurroundings,
  config: LanguageModelConfig,
): Promise<LanguageModel> {
  const model = await openLanguageModel(config, { env, meter });
  const { temperature, maxOutputTokens } = config;
  return purse.watch(rememberModel(model, steps.replies, { temperature, maxOutputTokens }));
}

export async function seat(
  wanted: readonly MemberConfig[],
  models: readonly LanguageModel[],
  prompts: PanelPrompts,
): Promise<readonly Member[]> {
  if (wanted.length === 0) return planMembers(models, prompts) ?? [];
  return Promise.all(
    wanted.map(async ({ name, model, role, prompt, weight, tools }) => ({
      ...{ name, role, weight, tools },
      model: findModel(models, { name, model }),
      prompt: prompt === undefined ? prompts.roles[role] : await readMemberPrompt(prompt),
    })),
  );
}

function findModel(models: readonly LanguageModel[], { name, model }: Pick<MemberConfig, 'name' | 'model'>) {
  const found = models.find((each) => each.name === model);
  if (found !== undefined) return found;
  const known = models.map((each) => each.name);
  const meant = nearest(model, known);
  const hint = meant === undefined ? `the models are ${known.join(', ')}` : `did you mean "${meant}"?`;
  throw new UsageError('unknown-model', `member ${name}: there is no model "${model}"; ${hint}`);
}

/** What a person said, without what was left out. */
const said = (policy: Readonly<Record<keyof Policy, number | undefined>>): Partial<Policy> =>
  Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined));
