/**
 * Builds the records and announcements of the kernel's CVE team anew from pairs, text, files and score, and compares them with the
 * public ones byte for byte; checks pairs and scores of all records.
 *
 *   node bench/cve.ts --records cve-records.jsonl.gz [--list]
 */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import {
  buildRecord,
  compileSchema,
  parsePairs,
  parseRationale,
  parseTemplate,
  renderAnnouncement,
  renderPairs,
  renderRationale,
  renderRecord,
  scoreOf,
} from '../src/cve/index.ts';
import type { CveRecord } from '../src/cve/index.ts';
import { causeOfMail, causeOfRecord } from './cve/causes.ts';
import { takeInputs, takeSettings, takeWholeInputs } from './cve/inputs.ts';
import type { WholeFiles } from './cve/inputs.ts';
import { readRecords } from './cve/records.ts';
import type { PublicFiles } from './cve/records.ts';

const { values: asked } = parseArgs({ options: { records: { type: 'string' }, list: { type: 'boolean' } } });
if (asked.records === undefined) throw new Error('--records FILE is needed');

const template = parseTemplate(
  readFileSync(new URL('../src/cve/templates/linux.toml', import.meta.url), 'utf8'),
  'linux',
);

interface Tally {
  records: number;
  sameJson: number;
  sameBytes: number;
  sameMail: number;
  sameMailToday: number;
  /** Record and mail, with the addresses that a `.reference` file held. */
  sameWithAddresses: number;
  readonly causes: Map<string, string[]>;
}

const compareOne = (files: WholeFiles, tally: Tally): void => {
  tally.records += 1;
  try {
    const given = takeInputs(files, template);
    const text = renderRecord(buildRecord(given, template));
    const same = isDeepStrictEqual(JSON.parse(text), JSON.parse(files.json));
    if (same) tally.sameJson += 1;
    if (text === files.json) tally.sameBytes += 1;
    if (!same || text !== files.json) note(tally, causeOfRecord(text, files), files);
    const mail = renderAnnouncement(given, { ...template, ...takeSettings(files) });
    if (mail === files.mbox) tally.sameMail += 1;
    else note(tally, causeOfMail(mail, files), files);
    if (renderAnnouncement(given, template) === files.mbox) tally.sameMailToday += 1;
    if (isSameWithAddresses(files)) tally.sameWithAddresses += 1;
  } catch (error) {
    note(tally, `failure: ${(error as Error).message}`, files);
  }
};

const isSameWithAddresses = (files: WholeFiles): boolean => {
  const whole = takeWholeInputs(files, template);
  if (renderRecord(buildRecord(whole, template)) !== files.json) return false;
  return renderAnnouncement(whole, { ...template, ...takeSettings(files) }) === files.mbox;
};

const note = (tally: Tally, cause: string, { id }: PublicFiles): void => {
  tally.causes.set(cause, [...(tally.causes.get(cause) ?? []), id]);
};

const share = (part: number, whole: number): string => `${part} (${((100 * part) / whole).toFixed(2)} %)`;

const printTally = (name: string, tally: Tally): void => {
  const { records } = tally;
  console.log(
    `| ${name} | ${records} | ${share(tally.sameJson, records)} | ${share(tally.sameBytes, records)} | ${share(tally.sameMail, records)} | ${share(tally.sameMailToday, records)} | ${share(tally.sameWithAddresses, records)} |`,
  );
};

const printCauses = (tallies: readonly Tally[]): void => {
  for (const { causes } of tallies)
    for (const [cause, ids] of causes)
      console.log(`- ${cause}: ${ids.length}${asked.list || ids.length <= 25 ? ` (${ids.join(', ')})` : ''}`);
};

const isWhole = (files: PublicFiles): files is WholeFiles =>
  files.state === 'published' &&
  files.sha1 !== undefined &&
  files.dyad !== undefined &&
  files.json !== undefined &&
  files.mbox !== undefined;

const fresh = (): Tally => ({
  records: 0,
  sameJson: 0,
  sameBytes: 0,
  sameMail: 0,
  sameMailToday: 0,
  sameWithAddresses: 0,
  causes: new Map(),
});

const checkTexts = (records: readonly PublicFiles[]): void => {
  const pairs = records.filter(({ dyad }) => dyad !== undefined);
  const round = pairs.filter(({ dyad }) => renderPairs(parsePairs(dyad ?? '')) === dyad).length;
  console.log(`pairs: ${round} of ${pairs.length} files come back byte for byte`);
  const scored = records.filter(({ cvss }) => cvss !== undefined);
  const clean = scored.filter(({ cvss }) => renderRationale(parseRationale(cvss ?? '')) === cvss).length;
  console.log(`.cvss: ${clean} of ${scored.length} files check clean and come back byte for byte`);
  const scores = scored.filter(agrees).length;
  console.log(`scores: ${scores} of ${scored.length} to the digit, level included`);
};

const checkSchema = async (files: readonly PublicFiles[]): Promise<void> => {
  const schema = new URL('../src/cve/schema/CVE_JSON_bundled_5.1.1.json', import.meta.url);
  const validate = await compileSchema(readFileSync(schema, 'utf8'));
  for (const [state, all] of Map.groupBy(files, (one) => one.state)) {
    const faults = all.flatMap(({ json }) => (json === undefined ? [] : [validate(JSON.parse(json))[0]]));
    const wrong = faults.flatMap((fault) => (fault === undefined ? [] : [`${fault.at} ${fault.why}`]));
    console.log(`official schema: ${faults.length - wrong.length} of ${faults.length} ${state} records fit`);
    for (const [why, same] of Map.groupBy(wrong, (text) => text)) console.log(`- ${why}: ${same.length}`);
  }
};

const agrees = ({ cvss, json }: PublicFiles): boolean => {
  const { score, level } = scoreOf(parseRationale(cvss ?? '').vector);
  const metric = (JSON.parse(json ?? '') as CveRecord).containers.cna.metrics?.[0];
  const said = metric !== undefined && 'cvssV3_1' in metric ? metric.cvssV3_1 : undefined;
  return said?.baseScore === score && said.baseSeverity === level;
};

const records = await readRecords(asked.records);
const whole = records.filter(isWhole);
const middle = Math.floor(whole.length / 2);
const [older, newer] = [fresh(), fresh()];
for (const files of whole.slice(0, middle)) compareOne(files, older);
for (const files of whole.slice(middle)) compareOne(files, newer);
console.log(
  `${records.length} CVEs, ${whole.length} published with pairs, record and mail; older half up to ${whole[middle - 1].id}`,
);
console.log(
  '\n| half | records | same JSON | same bytes | same mail | same mail, sender of today | both, with the addresses given by hand |\n|---|---|---|---|---|---|---|',
);
printTally('older', older);
printTally('newer', newer);
printCauses([older, newer]);
console.log();
checkTexts(records);
await checkSchema(records);
