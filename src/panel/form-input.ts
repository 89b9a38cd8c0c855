/** A record as a model wrote it; a record that came as JSON in a text is opened. Undefined for anything else. */
export const readRecord = (input: unknown): Readonly<Record<string, unknown>> | undefined => {
  const value = opened(input);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
};

/** A list, each entry put in order by `each`; what is missing is empty, what is no list stays for the schema to refuse. */
export const readList = (input: unknown, each: (entry: unknown) => unknown = (entry) => entry): unknown => {
  const value = opened(input ?? []);
  return Array.isArray(value) ? value.map(each) : value;
};

/** Some models write a list or a record inside of an answer as one text. */
const opened = (input: unknown): unknown => {
  if (typeof input !== 'string' || !/^\s*[[{]/.test(input)) return input;
  try {
    return JSON.parse(input) as unknown;
  } catch {
    return input;
  }
};

export const lowered = (input: unknown): unknown => (typeof input === 'string' ? input.trim().toLowerCase() : input);

/** At most so many characters; never half of a surrogate pair. */
export const shortened = (input: unknown, most: number): unknown => {
  if (typeof input !== 'string' || input.length <= most) return input;
  return input.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
};

/** A number from 0 to 1, or its text, as the tenth next to it; anything else stays for the schema to refuse. */
export const inTenths = (input: unknown): unknown => {
  const isNumber = typeof input === 'number' || (typeof input === 'string' && /^\s*\d*\.?\d+\s*$/.test(input));
  const value = Number(input);
  return isNumber && value >= 0 && value <= 1 ? String(Math.round(value * 10) / 10) : input;
};
