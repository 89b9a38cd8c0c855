import { describe, expect, it } from 'vitest';
import { makeCase, officialSchema, templateOf } from '../../testing/cve.ts';
import { buildRecord } from '../record/index.ts';
import { checkRecord } from './index.ts';

const validate = await officialSchema();
const record = buildRecord(makeCase(), templateOf('linux'));
const { containers, cveMetadata } = record;
const withCna = (part: object): unknown => ({ ...record, containers: { cna: { ...containers.cna, ...part } } });

describe('the official schema', () => {
  it('takes a record', () => {
    expect(validate(record)).toEqual([]);
  });

  it.each([
    [
      'no organisation',
      { ...record, cveMetadata: { ...cveMetadata, assignerOrgId: 'me' } },
      /cveMetadata\/assignerOrgId/,
    ],
    ['another state', { ...record, cveMetadata: { ...cveMetadata, state: 'RESERVED' } }, /state/],
    ['no description', withCna({ descriptions: [] }), /descriptions/],
    ['a reference that is no address', withCna({ references: [{ url: 'not an address' }] }), /references\/0\/url/],
    ['a title that is too long', withCna({ title: 'x'.repeat(257) }), /title/],
    ['something that is no record', { hello: 1 }, /must have|must not have/],
    ['nothing', null, /object/],
  ])('refuses %s and says where', (_, value, where) => {
    expect(() => checkRecord(value, validate, 'it')).toThrow(where);
  });
});
