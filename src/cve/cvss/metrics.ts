/** A metric: its short name, the values it may have, and whether a vector must give it. */
export interface CvssMetric {
  readonly name: string;
  readonly values: readonly string[];
  readonly needed: boolean;
}

/** The two versions of the standard that records use. */
export type CvssVersion = '3.1' | '4.0';

const list = (text: string, needed: boolean): CvssMetric[] =>
  text
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [name, values] = entry.split(':');
      return { name, values: values.split('|'), needed };
    });

/** CVSS 3.1 specification, table 15: base, temporal, environmental. */
const THREE = [
  ...list('AV:N|A|L|P AC:L|H PR:N|L|H UI:N|R S:U|C C:H|L|N I:H|L|N A:H|L|N', true),
  ...list('E:X|H|F|P|U RL:X|U|W|T|O RC:X|C|R|U CR:X|H|M|L IR:X|H|M|L AR:X|H|M|L', false),
  ...list('MAV:X|N|A|L|P MAC:X|L|H MPR:X|N|L|H MUI:X|N|R MS:X|U|C MC:X|N|L|H MI:X|N|L|H MA:X|N|L|H', false),
];

/** CVSS 4.0 specification, table 23: base, threat, environmental, supplemental. */
const FOUR = [
  ...list('AV:N|A|L|P AC:L|H AT:N|P PR:N|L|H UI:N|P|A', true),
  ...list('VC:H|L|N VI:H|L|N VA:H|L|N SC:H|L|N SI:H|L|N SA:H|L|N', true),
  ...list('E:X|A|P|U CR:X|H|M|L IR:X|H|M|L AR:X|H|M|L', false),
  ...list('MAV:X|N|A|L|P MAC:X|L|H MAT:X|N|P MPR:X|N|L|H MUI:X|N|P|A', false),
  ...list('MVC:X|H|L|N MVI:X|H|L|N MVA:X|H|L|N MSC:X|H|L|N MSI:X|S|H|L|N MSA:X|S|H|L|N', false),
  ...list('S:X|N|P AU:X|N|Y R:X|A|U|I V:X|D|C RE:X|L|M|H U:X|Clear|Green|Amber|Red', false),
];

/** In the order that vectors are written in. */
export const METRICS: Readonly<Record<CvssVersion, readonly CvssMetric[]>> = { '3.1': THREE, '4.0': FOUR };
