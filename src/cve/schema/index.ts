export { checkRecord, compileSchema, renderFault } from './validate.ts';
export type { RecordValidator, SchemaFault } from './validate.ts';
