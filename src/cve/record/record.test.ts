import { describe, expect, it } from 'vitest';
import { idOf, makeCase, officialSchema, templateOf } from '../../testing/cve.ts';
import { buildRejectedRecord, renderAnnouncement } from '../announce/index.ts';
import { parseRationale } from '../cvss/index.ts';
import { parsePairs } from '../pairs/index.ts';
import { checkRecord } from '../schema/index.ts';
import { buildRecord, buildText, renderRecord } from './index.ts';

const linux = templateOf('linux');
const validate = await officialSchema();
const cnaOf = (parts: Parameters<typeof makeCase>[0] = {}) => buildRecord(makeCase(parts), linux).containers.cna;
const pairsOf = (text: string) => parsePairs(text).pairs;
const [a, b, one, two] = ['a', 'b', '1', '2'].map(idOf);

describe('a record', () => {
  it('has ranges of commits, and of the releases that mainline does not tell of', () => {
    const [commits] = cnaOf().affected;
    expect(commits.defaultStatus).toBe('unaffected');
    expect(commits.versions).toEqual([
      { version: a, lessThan: one, status: 'affected', versionType: 'git' },
      { version: b, lessThan: two, status: 'affected', versionType: 'git' },
      { version: b, lessThan: idOf('3'), status: 'affected', versionType: 'git' },
      { version: idOf('c'), status: 'affected', versionType: 'git' },
      { version: '5.4.80', lessThan: '5.4.119', status: 'affected', versionType: 'semver' },
      { version: '5.9.11', lessThan: '5.10', status: 'affected', versionType: 'semver' },
    ]);
  });

  it('is affected unless listed where a mainline release had the fault', () => {
    const [, releases] = cnaOf().affected;
    expect(releases.defaultStatus).toBe('affected');
    expect(releases.versions).toEqual([
      { version: '5.10', status: 'affected' },
      { version: '0', lessThan: '5.10', status: 'unaffected', versionType: 'semver' },
      { version: '5.4.119', lessThanOrEqual: '5.4.*', status: 'unaffected', versionType: 'semver' },
      { version: '5.10.37', lessThanOrEqual: '5.10.*', status: 'unaffected', versionType: 'semver' },
      { version: '5.13', lessThanOrEqual: '*', status: 'unaffected', versionType: 'original_commit_for_fix' },
    ]);
  });

  it('is unaffected unless listed where only a stable series had it', () => {
    const { affected } = cnaOf({ pairs: pairsOf(`6.1.5:${a}:6.1.9:${one}\n6.2:${b}:6.2:${two}\n`) });
    expect(affected[1]).toMatchObject({
      defaultStatus: 'unaffected',
      versions: [{ version: '6.1.5', lessThan: '6.1.9', status: 'affected', versionType: 'semver' }],
    });
  });

  it('stands for an unknown origin with the first commit of all', () => {
    const { affected } = cnaOf({ pairs: pairsOf(`0:0:5.13:${one}\n`) });
    expect(affected[0].versions?.[0].version).toBe('1da177e4c3f41524e886b7f1b8a0c1fc7321cac2');
    expect(affected[1].defaultStatus).toBe('affected');
  });

  it('names each fix once and what was given by hand behind them', () => {
    const more = ['https://example.org/report', 'https://example.org/report'];
    const urls = cnaOf({ references: more }).references.map(({ url }) => url);
    expect(urls).toEqual([
      ...['1', '2', '3'].map((digit) => `https://git.kernel.org/stable/c/${idOf(digit)}`),
      'https://example.org/report',
    ]);
  });

  it('cuts a long text at a whole character, with the mark', () => {
    const [{ value }] = cnaOf({ text: `x: y\n\n${'€'.repeat(2000)}` }).descriptions;
    expect(value.endsWith('€\n---truncated---')).toBe(true);
    expect(Buffer.byteLength(value.replace('\n---truncated---', ''))).toBeLessThanOrEqual(3982);
    expect(Buffer.byteLength(value.replace('\n---truncated---', ''))).toBeGreaterThan(3979);
  });

  it('writes whole scores with one decimal, as the public files have them', () => {
    const reasons = 'AV N,AC L,PR N,UI N,S C,C H,I H,A H'.split(',').map((entry) => entry.replace(' ', ':'));
    const cvss = `${linux.organisation.id} CVSS:3.1/${reasons.join('/')}\n\n${reasons.map((entry) => `${entry} - so.\n`).join('')}`;
    const text = renderRecord(buildRecord(makeCase({ rationale: parseRationale(cvss) }), linux));
    expect(text).toContain('"baseScore": 10.0,\n');
    expect(text.endsWith('}\n')).toBe(true);
    checkRecord(JSON.parse(text), validate, 'it');
  });

  it('is refused when nothing is fixed, or no release ever had the fault', () => {
    expect(() => cnaOf({ pairs: pairsOf(`5.10:${a}:0:0\n`) })).toThrow(/no pair names a fix/);
    expect(() => cnaOf({ pairs: pairsOf(`5.10:${a}:5.10:${one}\n`) })).toThrow(/same release/);
  });

  it.each([
    [{ title: 'two\nlines' }, /one line/],
    [{ title: 'x'.repeat(257) }, /256 characters/],
    [{ text: ' ' }, /no text/],
    [{ paths: [] }, /no file/],
    [{ paths: ['a\u001b[2J'] }, /is no path/],
    [{ references: ['javascript:alert(1)'] }, /no address/],
  ])('is refused for %j', (parts, why) => {
    expect(() => cnaOf(parts)).toThrow(why);
  });
});

describe('the text of a record', () => {
  it('is the message without its trailers, and keeps lines that tell of the fault', () => {
    const body =
      'BUG: KASAN\nBugLink: https://b\n\nTo: x\nFixes: 1a2b3c ("x")\nCc: <stable@vger.kernel.org>\nReported-by: A <a@b>\nLink: https://x\n';
    expect(buildText('x: y', body)).toBe('x: y\n\nBUG: KASAN\nBugLink: https://b');
  });
});

describe('records of other organisations', () => {
  it.each(['linux', 'dpdk', 'xen'] as const)('fit the official schema: %s', (name) => {
    const template = templateOf(name);
    const given = makeCase(
      name === 'xen'
        ? { pairs: pairsOf(`4.16.0:${a}:4.17.3:${one}\n4.16.0:${a}:4.18.0:${two}\n`) }
        : name === 'dpdk'
          ? { pairs: pairsOf(`21.11:${a}:22.11.4:${one}\n21.11:${a}:23.11:${two}\n`) }
          : {},
    );
    const record = buildRecord(given, template);
    expect(validate(record)).toEqual([]);
    expect(record.containers.cna.affected[1]).toMatchObject({
      product: template.product.name,
      defaultStatus: name === 'linux' ? 'affected' : 'unaffected',
    });
    expect(validate(buildRejectedRecord({ id: given.id, reason: undefined }, template))).toEqual([]);
    expect(renderAnnouncement(given, template)).not.toMatch(/\{[a-z_]+\}/);
  });
});
