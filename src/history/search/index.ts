export { buildCommitText } from './commit-text.ts';
export { decodeTerms, encodeTerms } from './terms-codec.ts';
export { extractTerms, extractTermTexts } from './terms.ts';
export type { CommitMessage, DocumentTerms } from './terms.ts';
