import { describe, expect, it } from 'vitest';
import { idOf, makeCase, officialSchema, templateOf } from '../../testing/cve.ts';
import { isInCpe, statusesOf } from '../../testing/record-status.ts';
import { renderAnnouncement } from '../announce/index.ts';
import { parsePairs } from '../pairs/index.ts';
import type { Pair } from '../pairs/index.ts';
import { judgeRelease } from '../releases/index.ts';
import { buildRecord } from './index.ts';

const xen = templateOf('xen');
const validate = await officialSchema();
const [a, b, one, two, three] = ['a', 'b', '1', '2', '3'].map(idOf);

const RELEASES = [
  '4.8.0',
  '4.9.0',
  '4.9.1',
  '4.10.0',
  '4.10.1',
  '4.10.2',
  '4.10.3',
  '4.11.0',
  '4.11.1',
  '4.11.2',
].concat(['4.12.0', '4.12.1', '4.12.2', '4.13.0', '4.13.1', '5.0.0']);

/** What the mail says of affected releases, a line each. */
const sayOf = (pairs: readonly Pair[]): readonly string[] => {
  const mail = renderAnnouncement(makeCase({ pairs }), xen);
  return mail.slice(mail.indexOf('SYSTEMS'), mail.indexOf('RESOLUTION')).split('\n').slice(3, -2);
};

/** Records must say of each release what the pairs say, in ranges that do not overlap. */
const compareAll = (pairs: readonly Pair[]): void => {
  const record = buildRecord(makeCase({ pairs }), xen);
  for (const release of RELEASES) {
    const { kind } = judgeRelease(pairs, release, xen.versions);
    expect(statusesOf(record, release, xen.versions), release).toEqual(kind === 'open' ? ['affected'] : []);
    expect(isInCpe(record, release), release).toBe(kind === 'open');
  }
};

describe('ranges of releases by branch', () => {
  it('say of an old fault what is left open on each branch, and never two things of one release', () => {
    const { pairs } = parsePairs(`0:0:4.10.2:${one}\n0:0:4.11.2:${two}\n0:0:4.12.0:${three}\n`);
    expect(sayOf(pairs)).toEqual([
      'All releases before 4.10.0: no release of these branches is fixed.',
      `Xen 4.10.0 and later, before 4.10.2: fixed by commit ${one}.`,
      `Xen 4.11.0 and later, before 4.11.2: fixed by commit ${two}.`,
    ]);
    const { affected, cpeApplicability } = buildRecord(makeCase({ pairs }), xen).containers.cna;
    expect(affected[1]).toMatchObject({
      defaultStatus: 'unaffected',
      versions: [
        { version: '0', lessThan: '4.10.0', status: 'affected' },
        { version: '4.10.0', lessThan: '4.10.2', status: 'affected' },
        { version: '4.11.0', lessThan: '4.11.2', status: 'affected' },
      ],
    });
    expect(affected[0].versions).toHaveLength(3);
    expect(cpeApplicability[0].nodes[0].cpeMatch[1]).toMatchObject({
      versionStartIncluding: '4.10.0',
      versionEndExcluding: '4.10.2',
    });
    compareAll(pairs);
  });

  it('name a branch that nobody fixed, and what brought the fault', () => {
    const { pairs } = parsePairs(`4.9.0:${a}:4.10.2:${one}\n4.9.0:${a}:4.13.0:${three}\n`);
    expect(sayOf(pairs)).toEqual([
      `Xen 4.9.0 and later, before 4.10.0, since commit ${a}: no release of these branches is fixed.`,
      `Xen 4.10.0 and later, before 4.10.2: fixed by commit ${one}.`,
      `Xen 4.11.0 and later, before 4.13.0: fixed by commit ${three}.`,
    ]);
    compareAll(pairs);
  });

  it('end with the branch where a backport brought the fault and nothing mends it there', () => {
    const { pairs } = parsePairs(`4.12.0:${a}:4.13.0:${three}\n4.10.1:${b}:0:0\n`);
    expect(sayOf(pairs)).toEqual([
      `Xen 4.10.1 and later, before 4.11.0, since commit ${b}: no release of these branches is fixed.`,
      `Xen 4.12.0 and later, before 4.13.0, since commit ${a}: fixed by commit ${three}.`,
    ]);
    compareAll(pairs);
  });

  it('go on without an end where mainline has no fix', () => {
    const { pairs } = parsePairs(`4.9.0:${a}:4.10.2:${one}\n`);
    expect(sayOf(pairs).at(-1)).toBe('Xen 4.11.0 and later: no release of these branches is fixed.');
    compareAll(pairs);
  });

  it('are bounded where no release has a number', () => {
    const { pairs } = parsePairs(`2.2.0:${a}:22.03.2:${one}\n2.2.0:${a}:23.11:${three}\n`);
    const { affected } = buildRecord(makeCase({ pairs }), templateOf('dpdk')).containers.cna;
    expect(affected[1].versions?.map(({ version, lessThan }) => `${version} ${lessThan}`)).toEqual([
      '2.2.0 22.03',
      '22.03 22.03.2',
      '22.04 23.11',
    ]);
  });

  it('agree with the pairs whatever these are', () => {
    const found = RELEASES.slice(1, -1);
    const points = ['0:0', ...found.map((version, at) => `${version}:${idOf((at % 10).toString(16))}`)];
    let checked = 0;
    for (const [first, second] of points.flatMap((one) => points.map((two) => [one, two] as const)))
      for (const rest of [
        '',
        `4.9.0:${a}:4.12.1:${two}\n`,
        `4.9.0:${a}:4.11.1:${one}\n4.12.0:${b}:4.13.0:${three}\n`,
      ]) {
        if (first === second && first === '0:0') continue;
        const { pairs } = parsePairs(`${first}:${second}\n${rest}`);
        const hasFix = pairs.some(({ fixed }) => fixed !== undefined);
        const hasSpan = pairs.some(({ introduced, fixed }) => introduced?.version !== fixed?.version);
        if (!hasFix || !hasSpan) continue;
        compareAll(pairs);
        checked += 1;
      }
    expect(checked).toBeGreaterThan(600);
  });

  it('fit the official schema', () => {
    const { pairs } = parsePairs(`0:0:4.10.2:${one}\n0:0:4.12.0:${three}\n4.12.1:${b}:0:0\n`);
    expect(validate(buildRecord(makeCase({ pairs }), xen))).toEqual([]);
  });
});
