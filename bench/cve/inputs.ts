import { parseStoredCase } from '../../src/cve/index.ts';
import type { CveCase, CveRecord, Template } from '../../src/cve/index.ts';
import type { PublicFiles } from './records.ts';

export type WholeFiles = PublicFiles & Required<Pick<PublicFiles, 'sha1' | 'dyad' | 'json' | 'mbox'>>;

export const takeInputs = ({ id, ...texts }: WholeFiles, template: Template): CveCase =>
  parseStoredCase(id, texts, template);

/** The addresses of a record that are not of its fixes: what its `.reference` file held, which the data leaves out. */
export const takeReferences = ({ json }: WholeFiles, { links }: Template): readonly string[] => {
  const [opening] = links.commit.split('{commit}');
  const { references } = (JSON.parse(json) as CveRecord).containers.cna;
  return references.map(({ url }) => url).filter((url) => !url.startsWith(opening));
};

/** Tool and sender as the announcement names them: they changed over the years. */
export const takeSettings = ({ mbox }: WholeFiles): { generator: string; sender: string } => {
  const [first, second] = mbox.split('\n');
  return { generator: first.split(' ')[1], sender: second.slice('From: '.length) };
};
