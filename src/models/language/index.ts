import type { LanguageModelConfig } from './config-types.ts';
import type { ModelSurroundings } from './open.ts';
import type { LanguageModel, ModelRequest } from './types.ts';

/** The `[[models]]` of a config file; see {@link parseModelTables}. Loaded late: most commands ask no model. */
export const loadModelTables = async (tables: unknown, file: string): Promise<readonly LanguageModelConfig[]> =>
  (await import('./config.ts')).parseModelTables(tables, file);

/** A model of the config, ready to be asked; loaded late like {@link loadModelTables}. Errors as documented there. */
export const openLanguageModel = async (
  config: LanguageModelConfig,
  surroundings: ModelSurroundings,
): Promise<LanguageModel> => (await import('./open.ts')).openLanguageModel(config, surroundings);

/** What a model without the interface of schemas is told about the form of its answer; loaded late like {@link loadModelTables}. */
export const renderForm = async (request: Pick<ModelRequest, 'answer'>): Promise<string> =>
  (await import('./plain-prompt.ts')).renderFormRequest(request);
