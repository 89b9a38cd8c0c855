import type { OpenAICompatibleProvider } from '@ai-sdk/openai-compatible';

/** A model of the `ai` family by its own interface, below the retries and defaults of that library. */
export type SdkModel = ReturnType<OpenAICompatibleProvider['chatModel']>;
export type SdkOptions = Parameters<SdkModel['doGenerate']>[0];
export type SdkPrompt = SdkOptions['prompt'];
export type SdkMessage = SdkPrompt[number];
export type SdkResult = Awaited<ReturnType<SdkModel['doGenerate']>>;
export type SdkContent = SdkResult['content'][number];
export type SdkStream = Awaited<ReturnType<SdkModel['doStream']>>['stream'];

/** The part of a result that streams and single answers have in common. */
export type SdkAnswer = Pick<SdkResult, 'content' | 'finishReason' | 'usage' | 'warnings'>;
