import { describe, expect, it } from 'vitest';
import { buildMetric, parseRationale, parseReasons, parseVector, renderRationale, scoreOf } from './index.ts';

const VECTOR = 'CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:H/I:N/A:H';
const ORGANISATION = '12345678-1234-4234-8234-123456789abc';
const FILE = `${ORGANISATION} ${VECTOR}

AV:L - A local user opens the device and starts the ioctl; there is no
    way to reach it over the network.
AC:H - Two threads must meet in a window of a few instructions.
PR:L - Membership of the group that owns the device is enough.
UI:N - Nobody else has to do anything.
S:U - What is harmed is the kernel that has the fault.
C:H - Freed memory is copied to the caller.
I:N - Nothing is written through the stale pointer.
A:H - The kernel stops.
`;

describe('a score', () => {
  it.each([
    ['CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', 7.8, 'HIGH'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10, 'CRITICAL'],
    ['CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:L', 1.6, 'LOW'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0, 'NONE'],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 10, 'CRITICAL'],
    ['CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 8.5, 'HIGH'],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N', 0, 'NONE'],
  ])('of %s is %d, %s', (vector, score, level) => {
    expect(scoreOf(parseVector(vector))).toMatchObject({ score, level, overall: score, overallLevel: level });
  });

  // Of the vectors for the check of calculators that the CVSS SIG of FIRST keeps.
  it.each([
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:P/CR:H/IR:H/AR:H/MSI:S/MSA:S', 9.8],
    ['CVSS:4.0/AV:A/AC:L/AT:P/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:P/CR:M/IR:M/AR:M', 6.2],
    ['CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:H/SC:H/SI:H/SA:H/E:A/CR:M/IR:H/AR:M', 8.2],
    ['CVSS:4.0/AV:P/AC:L/AT:P/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:A/CR:H/IR:H/AR:H/MSI:S/MSA:S', 8.8],
    ['CVSS:4.0/AV:P/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:H/SC:L/SI:L/SA:L/E:U/CR:M/IR:H/AR:M', 0.8],
    ['CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L/E:A/CR:M/IR:M/AR:M', 8.1],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L/E:A/CR:H/IR:H/AR:H', 9.3],
    ['CVSS:4.0/AV:P/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:H/SC:L/SI:L/SA:L/E:A/CR:M/IR:H/AR:M', 3.6],
    ['CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:L/VI:H/VA:H/SC:L/SI:L/SA:L/E:A/CR:H/IR:H/AR:H', 7.2],
  ])('of %s as a whole is %d', (vector, overall) => {
    expect(scoreOf(parseVector(vector)).overall).toBe(overall);
  });

  it('keeps base and whole apart', () => {
    expect(scoreOf(parseVector(`${VECTOR}/E:U`))).toMatchObject({ score: 6.3, overall: 5.8 });
  });
});

describe('a vector', () => {
  it.each([
    ['CVSS:3.0/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', /must open with/],
    ['AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', /must open with/],
    ['CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H', /A missing/],
    ['CVSS:3.1/AV:X/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', /AV is one of N, A, L, P/],
    ['CVSS:3.1/AV:L/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', /AV is given twice/],
    ['CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H/', /no metric of CVSS 3.1/],
    ['CVSS:4.0/AC:L/AV:N/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', /must not stand after/],
  ])('is refused: %s', (vector, why) => {
    expect(() => parseVector(vector)).toThrow(why);
  });
});

describe('a .cvss file', () => {
  it('comes back byte for byte', () => {
    expect(renderRationale(parseRationale(FILE))).toBe(FILE);
  });

  it.each([
    [
      'another value than the vector',
      FILE.replace('AC:H - Two', 'AC:L - Two'),
      /entry 2 is AC:L, the vector says AC:H/,
    ],
    ['entries in another order', FILE.replace(/(AC:H.*\n)(PR:L.*\n)/, '$2$1'), /entry 2 is PR:L/],
    ['an entry too few', FILE.replace(/^A:H.*\n/m, ''), /entry 8 is nothing/],
    ['an entry too many', `${FILE}A:H - Again.\n`, /9 entries for 8 metrics/],
    ['a wide line', FILE.replace('The kernel stops.', `The kernel ${'stops '.repeat(12)}.`), /wider than 72/],
    ['no empty line', FILE.replace('\n\n', '\n'), /line 2 of the score: it must be empty/],
    ['no organisation', FILE.slice(ORGANISATION.length + 1), /line 1 .* organisation/],
    ['no end of line', FILE.trimEnd(), /has no end/],
    [
      'a reason that is too long',
      FILE.replace('The kernel stops.', `Long:\n${'    word word word\n'.repeat(300)}`.trimEnd()),
      /a record takes 4096/,
    ],
  ])('is refused for %s', (_, text, why) => {
    expect(() => parseRationale(text)).toThrow(why);
  });

  it('goes into a record with its reasons as the scenario', () => {
    const metric = buildMetric(parseRationale(FILE));
    expect(metric).toMatchObject({ cvssV3_1: { baseScore: 6.3, baseSeverity: 'MEDIUM', vectorString: VECTOR } });
    expect(metric.scenarios[0]?.value.split('\n')).toHaveLength(8);
  });
});

describe('reasons in free form', () => {
  const loose = FILE.split('\n')
    .slice(2)
    .map((line) => (/^[A-Z]+:/.test(line) ? `\n- ${line.replace(' - ', ' – ')}` : line.trim()))
    .join('\n');

  it('are the same as those of the file', () => {
    expect(parseReasons(loose, parseVector(VECTOR))).toEqual(parseRationale(FILE).reasons);
  });

  it('are refused when they say another value than the vector', () => {
    expect(() => parseReasons(loose, parseVector(VECTOR.replace('/C:H', '/C:L')))).toThrow(/C:H, the vector says C:L/);
  });

  it('are refused when they open with other words', () => {
    expect(() => parseReasons(`Here is my answer.\n${loose}`, parseVector(VECTOR))).toThrow(/line 1 of the score/);
  });
});
