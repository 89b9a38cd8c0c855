import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { compareCveIds, parseCveId } from '../../src/cve/index.ts';
import type { CveId } from '../../src/cve/index.ts';

/** The files of one CVE of the public records, as texts. */
export interface PublicFiles {
  readonly id: CveId;
  readonly state: 'published' | 'rejected';
  readonly sha1?: string;
  readonly dyad?: string;
  readonly json?: string;
  readonly mbox?: string;
  readonly cvss?: string;
  readonly vulnerable?: string;
}

/** One JSON object a line, gzipped; sorted by id, so that the first half is the older one. */
export const readRecords = async (file: string): Promise<readonly PublicFiles[]> => {
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()), crlfDelay: Infinity });
  const records: PublicFiles[] = [];
  for await (const line of lines) {
    const read = JSON.parse(line) as PublicFiles;
    records.push({ ...read, id: parseCveId(read.id) });
  }
  return records.sort((first, second) => compareCveIds(first.id, second.id));
};
