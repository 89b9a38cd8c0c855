import { encodeTerms, extractTerms, type Terms } from '../history/index.ts';

export const terms: Terms = {
  id: 'terms-1',
  extract: (commit, patch) => encodeTerms(extractTerms(commit, patch)),
};
