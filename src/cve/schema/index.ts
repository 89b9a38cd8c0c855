export { checkRecord, compileSchema } from './validate.ts';
export type { RecordValidator, SchemaFault } from './validate.ts';
