export { cutToTokens, estimateTokens } from '../models/index.ts';
