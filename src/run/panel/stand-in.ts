import {
  abilitiesOf,
  ModelError,
  type LanguageModel,
  type LanguageModelConfig,
  type ModelRequest,
} from '../../models/index.ts';

/** A model that only listens: it has the abilities of the config, needs no key, and answers nothing. */
export function standIn(
  config: LanguageModelConfig,
  listen: (request: ModelRequest) => void = () => {},
): LanguageModel {
  const { name } = config;
  return {
    ...{ name, id: name, label: name, abilities: abilitiesOf(config) },
    ask: (request) => {
      listen(request);
      return Promise.reject(new ModelError('model-denied', 'nobody is asked in a dry run'));
    },
    close: () => Promise.resolve(),
  };
}
