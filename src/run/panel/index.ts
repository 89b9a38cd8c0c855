export { runAsk, runTry } from './ask.ts';
export type { AskAnswer, AskRequest, TryRequest } from './ask.ts';
