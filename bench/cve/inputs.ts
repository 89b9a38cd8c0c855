import { parseStoredCase } from '../../src/cve/index.ts';
import type { CveCase, Template } from '../../src/cve/index.ts';
import type { PublicFiles } from './records.ts';

export type WholeFiles = PublicFiles & Required<Pick<PublicFiles, 'sha1' | 'dyad' | 'json' | 'mbox'>>;

/** Without the addresses that were given by hand: the data leaves `.reference` files out. */
export const takeInputs = ({ id, ...texts }: WholeFiles, template: Template): CveCase => ({
  ...parseStoredCase(id, texts, template),
  references: [],
});

/** With them, as the record itself has them. */
export const takeWholeInputs = ({ id, ...texts }: WholeFiles, template: Template): CveCase =>
  parseStoredCase(id, texts, template);

/** Tool and sender as the announcement names them: they changed over the years. */
export const takeSettings = ({ mbox }: WholeFiles): { generator: string; sender: string } => {
  const [first, second] = mbox.split('\n');
  return { generator: first.split(' ')[1], sender: second.slice('From: '.length) };
};
