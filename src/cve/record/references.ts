import type { Sha } from '../../git/index.ts';
import { listFixes } from '../pairs/index.ts';
import type { Template } from '../template.ts';
import type { CveCase } from './case.ts';

/** Addresses of every fix in the order of the pairs, then those given; each once. */
export const listReferences = ({ pairs, references }: CveCase, template: Template): string[] =>
  addressesOf(fixesOf(pairs), references, template);

/** The same for people who look for a patch: the mainline fix stands last, also where no pair names it. */
export const listMitigations = ({ pairs, fix, references }: CveCase, template: Template): string[] => {
  const fixes = fixesOf(pairs).filter((commit) => commit !== fix);
  return addressesOf(fix === undefined ? fixes : [...fixes, fix], references, template);
};

const fixesOf = (pairs: CveCase['pairs']): Sha[] => listFixes(pairs).map(({ commit }) => commit);

const addressesOf = (fixes: readonly Sha[], more: readonly string[], { links }: Template): string[] => [
  ...new Set([...fixes.map((commit) => links.commit.replaceAll('{commit}', commit)), ...more]),
];
