export type * from './types.ts';
export { FIELD, FIELD_COUNT, fieldOf, hashBytes } from './embedding/hashed-terms.ts';
export type { Field, HashedTerms } from './embedding/hashed-terms.ts';
export { buildLearnedId, decodeModel, encodeModel } from './embedding/learned-codec.ts';
export { learnEmbedding, projectTerms } from './embedding/learned.ts';
export type { LearnedModel } from './embedding/learned.ts';
export { TermCollector } from './embedding/term-collector.ts';
export { addFunctionName, addLine, addPath, addWords } from './embedding/tokens.ts';
