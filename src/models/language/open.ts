import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { UsageError } from '../../errors.ts';
import { parseAddress } from '../endpoint/address.ts';
import { readModelKey } from '../endpoint/key.ts';
import { askModel } from './asking.ts';
import { abilitiesOf } from './abilities.ts';
import { systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import type { LanguageModelConfig, ServiceConfig } from './config-types.ts';
import { Gate } from './gate.ts';
import { labelModel } from './label.ts';
import type { Meter } from './meter.ts';
import { recordModel, replayModel } from './recording.ts';
import type { Recording } from './recording.ts';
import type { Speaker } from './speaker.ts';
import type { LanguageModel } from './types.ts';

export interface ModelSurroundings {
  /** Keys are looked up here and nowhere else. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Counts every question that reaches a model. */
  readonly meter?: Meter | undefined;
  readonly recording?: Recording | undefined;
  readonly clock?: Clock | undefined;
  /** From 0 up to 1, for the length of waits. */
  readonly random?: (() => number) | undefined;
  /** Loads node-llama-cpp; only tests name another one. */
  readonly loadLlama?: (() => Promise<unknown>) | undefined;
}

/**
 * A model of the config, ready to be asked. Nothing is sent yet; a model file is loaded. UsageError when a key, a
 * package or a file is missing. A model that replays needs none of them.
 */
export const openLanguageModel = async (
  config: LanguageModelConfig,
  surroundings: ModelSurroundings,
): Promise<LanguageModel> => {
  const { recording } = surroundings;
  const { temperature, maxOutputTokens } = config;
  if (recording?.mode === 'replay') {
    return replayModel(describeModel(config), { ...recording, temperature, maxOutputTokens });
  }
  const key = 'key' in config && config.key ? await readModelKey(config.key, surroundings.env, config.name) : undefined;
  const speaker = await openSpeaker(config, { ...surroundings, key });
  const model = assembleModel(config, speaker, { ...surroundings, key });
  return recording === undefined
    ? model
    : recordModel(model, { folder: recording.folder, key, temperature, maxOutputTokens });
};

type WithKey = ModelSurroundings & { readonly key: string | undefined };

const assembleModel = (config: LanguageModelConfig, speaker: Speaker, around: WithKey): LanguageModel => {
  const clock = around.clock ?? systemClock;
  const terms = {
    ...config,
    speaker,
    gate: new Gate(config, clock),
    retry: config,
    key: around.key,
    clock,
    random: around.random ?? Math.random,
    meter: around.meter,
  };
  const contextTokens = config.contextTokens ?? speaker.contextTokens;
  return {
    ...describeModel({ ...config, contextTokens }),
    ask: (request) => askModel(terms, request),
    close: () => speaker.close(),
  };
};

const describeModel = (config: LanguageModelConfig): Pick<LanguageModel, 'id' | 'name' | 'label' | 'abilities'> => ({
  name: config.name,
  id: buildModelId(config),
  label: labelModel(config),
  abilities: abilitiesOf(config),
});

/** The key is no part of it, nor is anything that decides only about speed. Arguments of a program may be secret. */
const buildModelId = (config: LanguageModelConfig): string => {
  if (config.kind === 'exec') return `exec/${hashCommand(config.command)}`;
  if (config.kind === 'gguf') return `gguf/${basename(config.model)}`;
  const place = config.url === undefined ? '' : `/${addressOf(config)}`;
  return `${config.kind}${place}/${config.model}/${config.api}/${config.answerBy}`;
};

const hashCommand = (command: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(command)).digest('hex').slice(0, 16);

const addressOf = ({ name, url = '' }: ServiceConfig): string => {
  const address = parseAddress(url);
  if (address !== undefined) return address;
  throw new UsageError('model-url', `model ${name}: url must be http(s)://host/path without a user or password in it`);
};

const openSpeaker = async (config: LanguageModelConfig, around: WithKey): Promise<Speaker> => {
  if (config.kind === 'exec') {
    const { makeProgramSpeaker } = await import('./program-speaker.ts');
    return makeProgramSpeaker({ ...config, env: around.env });
  }
  if (config.kind === 'gguf') {
    const { openLlamaSpeaker } = await import('./llama.ts');
    return openLlamaSpeaker({ ...config, load: around.loadLlama });
  }
  const [{ makeSdkSpeaker }, { SERVICE_ADDRESSES, connectModel }] = await Promise.all([
    import('./sdk/speaker.ts'),
    import('./sdk/services.ts'),
  ]);
  const url = addressOf({ ...config, url: config.url ?? SERVICE_ADDRESSES[config.kind] });
  const connected = await connectModel({ ...config, url, key: around.key });
  const { stream, answerBy } = config;
  const clock = around.clock ?? systemClock;
  return makeSdkSpeaker({ ...connected, stream, answerBy, clock, modelId: buildModelId(config) });
};
