import type { ErrorObject } from 'ajv';
import { UsageError } from '../../errors.ts';

/** One place of a record that the format does not allow. */
export interface SchemaFault {
  /** Where, as a JSON pointer: `/containers/cna/affected/0/vendor`; empty for the record as a whole. */
  readonly at: string;
  readonly why: string;
}

/** Looks a value up against the schema; empty when it fits. */
export type RecordValidator = (record: unknown) => readonly SchemaFault[];

/** Compiles a schema of CVE records, given as its text. */
export const compileSchema = async (schema: string): Promise<RecordValidator> => {
  // Loaded here: most calls validate nothing.
  const [{ Ajv }, formats] = await Promise.all([import('ajv'), import('ajv-formats')]);
  // The official schema bundles older drafts, which strict mode would complain of.
  const ajv = new Ajv({ strict: false });
  formats.default.default(ajv, ['uri', 'date']);
  const validate = ajv.compile(JSON.parse(schema) as object);
  return (record) => (validate(record) ? [] : tellFaults(validate.errors ?? [], record));
};

/** @throws UsageError `cve-schema` with the first faults. */
export const checkRecord = (record: unknown, validate: RecordValidator, name: string): void => {
  const faults = validate(record);
  if (faults.length === 0) return;
  const first = faults.slice(0, 3).map(renderFault).join('; ');
  const more = faults.length > 3 ? `, and ${faults.length - 3} more` : '';
  throw new UsageError('cve-schema', `${name} is no CVE record of the format 5.1: ${first}${more}`);
};

const renderFault = ({ at, why }: SchemaFault): string => `${at === '' ? 'the record' : at} ${why}`;

/**
 * A record is either published or rejected: faults of the other kind say nothing. Of what is left the deepest ones tell the
 * reason, and that a choice failed follows from them.
 */
const tellFaults = (errors: readonly ErrorObject[], record: unknown): SchemaFault[] => {
  const other = stateOf(record) === 'REJECTED' ? '#/oneOf/0' : '#/oneOf/1';
  const own = errors.filter(({ schemaPath }) => !schemaPath.startsWith(other) && !isOfMetadata(schemaPath, record));
  const told = own.filter(({ keyword }) => keyword !== 'oneOf' && keyword !== 'anyOf');
  const faults = (told.length > 0 ? told : errors).map((error) => ({ at: error.instancePath, why: sayWhy(error) }));
  return [...new Map(faults.map((fault) => [renderFault(fault), fault])).values()];
};

const isOfMetadata = (schemaPath: string, record: unknown): boolean =>
  schemaPath.startsWith(
    stateOf(record) === 'REJECTED' ? '#/definitions/cveMetadataPublished' : '#/definitions/cveMetadataRejected',
  );

const stateOf = (record: unknown): unknown =>
  (record as { readonly cveMetadata?: { readonly state?: unknown } } | null)?.cveMetadata?.state;

const sayWhy = ({ message = 'does not fit', params, keyword }: ErrorObject): string => {
  if (keyword === 'additionalProperties') return `must not have ${JSON.stringify(params['additionalProperty'])}`;
  if (keyword === 'enum') return `must be one of ${(params['allowedValues'] as readonly unknown[]).join(', ')}`;
  return message;
};
