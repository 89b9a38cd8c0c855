const LONGEST = 500;
const BLOT = '***';

/** The same text with every copy of the key blotted out, also where it was encoded for an address or for JSON. */
export const withoutKey = (text: string, key: string | undefined): string =>
  key === undefined || key === ''
    ? text
    : [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1)].reduce(
        (shown, form) => shown.replaceAll(form, BLOT),
        text,
      );

/** One line of what a service or a program said, without control characters; at most 500 characters. */
export const oneLine = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST);
