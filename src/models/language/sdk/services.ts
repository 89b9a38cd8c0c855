import type { ServiceConfig } from '../config-types.ts';
import { fetchAnswer } from './fetch.ts';
import type { SdkModel, SdkOptions } from './types.ts';

/** Addresses of the services that have one of their own. */
export const SERVICE_ADDRESSES: Readonly<Record<ServiceConfig['kind'], string | undefined>> = {
  anthropic: 'https://api.anthropic.com/v1',
  openai: 'https://api.openai.com/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta',
  nvidia: 'https://integrate.api.nvidia.com/v1',
  ollama: 'http://127.0.0.1:11434/v1',
  'openai-compatible': undefined,
};

export interface Connection {
  readonly kind: ServiceConfig['kind'];
  readonly model: string;
  readonly url: string;
  /** Undefined for a service that wants none. */
  readonly key: string | undefined;
  readonly api: 'responses' | 'chat';
}

export interface ConnectedModel {
  readonly model: SdkModel;
  readonly providerOptions: SdkOptions['providerOptions'];
}

/**
 * The model behind a connection. Key and address are always said, so that the libraries do not look for them in the
 * environment; each library is loaded only when it is used.
 */
export const connectModel = async ({ kind, model, url, key, api }: Connection): Promise<ConnectedModel> => {
  const settings = { baseURL: url, apiKey: key ?? 'none', fetch: fetchAnswer };
  if (kind === 'anthropic') {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    return { model: createAnthropic(settings).languageModel(model), providerOptions: undefined };
  }
  if (kind === 'openai') {
    const { createOpenAI } = await import('@ai-sdk/openai');
    const service = createOpenAI(settings);
    // What was asked and answered is not to be kept there.
    const providerOptions = { openai: { store: false } };
    return { model: api === 'chat' ? service.chat(model) : service.responses(model), providerOptions };
  }
  if (kind === 'google') {
    const { createGoogle } = await import('@ai-sdk/google');
    return { model: createGoogle(settings).languageModel(model), providerOptions: undefined };
  }
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const service = createOpenAICompatible({
    name: kind,
    baseURL: url,
    fetch: fetchAnswer,
    includeUsage: true,
    supportsStructuredOutputs: true,
    ...(key === undefined ? {} : { apiKey: key }),
  });
  return { model: service.chatModel(model), providerOptions: undefined };
};
