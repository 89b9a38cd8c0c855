import { UnjudgeableError } from '../../errors.ts';
import { buildMetric } from '../cvss/index.ts';
import { isFixed, isOpen } from '../pairs/index.ts';
import type { Template } from '../template.ts';
import { buildAffected } from './affected.ts';
import { buildApplicability } from './applicability.ts';
import { checkCase } from './case.ts';
import type { CveCase } from './case.ts';
import { buildDescription } from './description.ts';
import { listReferences } from './references.ts';
import type { CnaContainer, CveRecord } from './types.ts';

/**
 * The record of one CVE.
 * @throws UsageError `cve-case` for a title, path or address that cannot stand in it, UnjudgeableError `cve-not-fixed` when no pair has a fix, `cve-never-released` when no release ever had the fault.
 */
export const buildRecord = (given: CveCase, template: Template): CveRecord => {
  refuseUnfit(given);
  return {
    containers: { cna: buildContainer(given, template) },
    cveMetadata: { assignerOrgId: template.organisation.id, cveId: given.id, state: 'PUBLISHED' },
    dataType: 'CVE_RECORD',
    dataVersion: '5.1.1',
  };
};

const buildContainer = (given: CveCase, template: Template): CnaContainer => ({
  providerMetadata: { orgId: template.organisation.id },
  descriptions: [{ lang: 'en', value: buildDescription(given.text, template) }],
  ...(given.rationale === undefined ? {} : { metrics: [buildMetric(given.rationale)] }),
  affected: buildAffected(given.pairs, given.paths, template),
  cpeApplicability: buildApplicability(given.pairs, template),
  references: listReferences(given, template).map((url) => ({ url })),
  title: given.title,
  x_generator: { engine: template.generator },
});

/** A CVE is about releases: one that is fixed nowhere, or was in no release, is none yet. */
export const refuseUnfit = (given: CveCase): void => {
  checkCase(given);
  const { id, pairs } = given;
  if (!pairs.some(isFixed)) throw new UnjudgeableError('cve-not-fixed', `${id}: no pair names a fix`);
  if (!pairs.some(isOpen))
    throw new UnjudgeableError('cve-never-released', `${id}: every pair came in and was fixed in the same release`);
};
