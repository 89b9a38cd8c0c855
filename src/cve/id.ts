import { UsageError } from '../errors.ts';

/** `CVE-2024-26581`: a year and a number of four digits or more. */
export type CveId = string & { readonly kind: 'cve id' };

const FORM = /^CVE-(?:19|20)\d{2}-\d{4,19}$/;

export const isCveId = (text: string): text is CveId => FORM.test(text);

/** Lower case is lifted. @throws UsageError `not-a-cve-id` */
export const parseCveId = (text: string): CveId => {
  const lifted = text.toUpperCase();
  if (isCveId(lifted)) return lifted;
  throw new UsageError(
    'not-a-cve-id',
    `${JSON.stringify(text.slice(0, 80))} is no CVE id: it looks like CVE-2024-26581`,
  );
};

export const yearOf = (id: CveId): string => id.slice(4, 8);

/** By year, then by number. */
export const compareCveIds = (first: CveId, second: CveId): number =>
  Number(yearOf(first)) - Number(yearOf(second)) || Number(first.slice(9)) - Number(second.slice(9));
