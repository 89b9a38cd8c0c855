import { UsageError } from '../../errors.ts';
import { METRICS } from './metrics.ts';
import type { CvssMetric, CvssVersion } from './metrics.ts';

export interface CvssVector {
  readonly version: CvssVersion;
  /** As given. */
  readonly text: string;
  /** Value by metric, in the order of the text. */
  readonly values: ReadonlyMap<string, string>;
}

/**
 * A vector of CVSS 3.1 or 4.0, checked whole: known metrics, known values, none twice, no base metric missing; 4.0 fixes the order
 * as well (specification, section 7). @throws UsageError `cvss-vector`
 */
export const parseVector = (text: string): CvssVector => {
  const [head, ...parts] = text.split('/');
  const version = head.slice('CVSS:'.length);
  if (!head.startsWith('CVSS:') || !isVersion(version)) throw refuse(text, 'it must open with CVSS:3.1/ or CVSS:4.0/');
  const values = new Map<string, string>();
  for (const part of parts) addPart({ text, version, values, part });
  const missing = METRICS[version].filter(({ name, needed }) => needed && !values.has(name));
  if (missing.length > 0) throw refuse(text, `${missing.map(({ name }) => name).join(', ')} missing`);
  if (version === '4.0') checkOrder(text, [...values.keys()]);
  return { version, text, values };
};

/** Base metrics with their values, in the order of the standard. */
export const listBase = ({ version, values }: CvssVector): readonly (readonly [name: string, value: string])[] =>
  METRICS[version].filter(({ needed }) => needed).map(({ name }) => [name, values.get(name) ?? '']);

const isVersion = (text: string): text is CvssVersion => Object.hasOwn(METRICS, text);

const addPart = (given: { text: string; version: CvssVersion; values: Map<string, string>; part: string }): void => {
  const { text, version, values, part } = given;
  const [name, value, more] = part.split(':');
  const metric = findMetric(version, name);
  if (metric === undefined || value === undefined || more !== undefined)
    throw refuse(text, `${JSON.stringify(part)} is no metric of CVSS ${version}`);
  if (!metric.values.includes(value)) throw refuse(text, `${name} is one of ${metric.values.join(', ')}`);
  if (values.has(name)) throw refuse(text, `${name} is given twice`);
  values.set(name, value);
};

const findMetric = (version: CvssVersion, name: string): CvssMetric | undefined =>
  METRICS[version].find((metric) => metric.name === name);

const checkOrder = (text: string, names: readonly string[]): void => {
  const places = names.map((name) => METRICS['4.0'].findIndex((metric) => metric.name === name));
  const at = places.findIndex((place, index) => index > 0 && place < places[index - 1]);
  if (at > 0) throw refuse(text, `${names[at]} must not stand after ${names[at - 1]}`);
};

const refuse = (text: string, why: string): UsageError =>
  new UsageError('cvss-vector', `${JSON.stringify(text.slice(0, 200))} is no CVSS vector: ${why}`);
