import { readFileSync } from 'node:fs';
import { compileSchema, parseCveId, parsePairs, parseTemplate } from '../cve/index.ts';
import type { CveCase, RecordValidator, Template } from '../cve/index.ts';

const beside = (name: string): string => readFileSync(new URL(`../cve/${name}`, import.meta.url), 'utf8');

export const templateOf = (name: 'linux' | 'dpdk' | 'xen'): Template =>
  parseTemplate(beside(`templates/${name}.toml`), name);

export const officialSchema = (): Promise<RecordValidator> =>
  compileSchema(beside('schema/CVE_JSON_bundled_5.1.1.json'));

/** `a` repeated to a full commit id. */
export const idOf = (digit: string): string => digit.repeat(40);

/** Came in with 5.10 and its copy in 5.4.80, mended in 5.4.119, 5.10.37 and 5.13, open in 5.9.11. */
export const PAIRS = `# a note
5.4.80:${idOf('a')}:5.4.119:${idOf('1')}
5.10:${idOf('b')}:5.10.37:${idOf('2')}
5.10:${idOf('b')}:5.13:${idOf('3')}
5.9.11:${idOf('c')}:0:0
`;

export const makeCase = (parts: Partial<CveCase> = {}): CveCase => ({
  id: parseCveId('CVE-2021-46959'),
  pairs: parsePairs(PAIRS).pairs,
  fix: parsePairs(PAIRS).pairs[2].fixed?.commit,
  title: 'spi: release what was taken',
  text: 'spi: release what was taken\n\nThe controller is freed twice when probing fails.',
  paths: ['drivers/spi/spi.c'],
  references: [],
  ...parts,
});
