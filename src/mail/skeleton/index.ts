export type * from './types.ts';
export { parsePatchMail } from './parse.ts';
export { renderSkeletonMail } from './render.ts';
export { renderSignedMessage, renderSignOff } from './sign-off.ts';
