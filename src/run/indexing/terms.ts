import { encodeTerms, extractTerms, TERMS_VERSION, type Terms } from '../../history/index.ts';

/** What the full-text half and the learned embedding keep of every commit. */
export const terms: Terms = {
  id: `terms-${TERMS_VERSION}`,
  extract: (commit, patch) => encodeTerms(extractTerms(commit, patch)),
};
