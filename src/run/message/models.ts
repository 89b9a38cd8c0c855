import { UsageError } from '../../errors.ts';
import { Meter, openLanguageModel, type LanguageModel } from '../../models/index.ts';
import { nearest } from '../../nearest.ts';
import { nameModels } from '../named-models.ts';
import { readModels } from '../panel/open-panel.ts';
import type { Workspace } from '../workspace.ts';

const withNamed = (workspace: Workspace, name: string): Workspace => ({
  ...workspace,
  config: { ...workspace.config, panel: nameModels([name], workspace.config.panel) },
});

/** One of the panel's models: the named one, which may be written as `KIND:MODEL`, else the first. UsageError `no-models`, `unknown-model`. */
export async function openMessageModel(workspace: Workspace, name: string | undefined): Promise<LanguageModel> {
  const models = await readModels(name?.includes(':') ? withNamed(workspace, name) : workspace);
  const chosen = name === undefined || name.includes(':') ? models[0] : models.find((model) => model.name === name);
  if (chosen !== undefined) return openLanguageModel(chosen, { env: workspace.env, meter: new Meter() });
  const known = models.map((model) => model.name);
  const meant = nearest(name ?? '', known);
  throw new UsageError(
    'unknown-model',
    `there is no model ${JSON.stringify(name)}; ${meant === undefined ? `the models are ${known.join(', ')}` : `did you mean ${JSON.stringify(meant)}?`}`,
  );
}
