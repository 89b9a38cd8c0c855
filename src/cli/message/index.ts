export { checkMessages } from './check.ts';
export { prepareMessage } from './prepare.ts';
export { rewriteOne } from './rewrite.ts';
