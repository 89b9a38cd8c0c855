export type * from './types.ts';
export type * from './pick-types.ts';
export { parseMessage } from './message.ts';
export { buildName } from './name.ts';
export { parsePatch } from './patch.ts';
export { patchIdOf } from './patch-id.ts';
export { openRepository } from './repository.ts';
export type { OpenOptions } from './repository.ts';
export { parseSha } from './sha.ts';
