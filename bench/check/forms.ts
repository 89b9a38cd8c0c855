/** How a value is written in a phrasing: `{date}` as it is, `{date:long}` in a form, `{line+3}` with something added. */
export function fill(phrasing: string, values: Readonly<Record<string, string>>): string {
  return phrasing.replaceAll(
    /\{(\w+)(?::(\w+)|([+-]\d+))?\}/g,
    (whole, name: string, form: string | undefined, plus: string | undefined) => {
      const value = values[name];
      if (value === undefined) return whole;
      if (plus !== undefined) return String(Math.max(1, Number(value) + Number(plus)));
      return form === undefined ? value : (FORMS[form]?.(value) ?? whole);
    },
  );
}

const NUMBERS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const word = (value: string): string => NUMBERS[Number(value)] ?? value;
const plural = (value: string, noun: string): string => (Number(value) === 1 ? noun : `${noun}s`);
const tagged =
  (yes: string, no: string) =>
  (value: string): string =>
    value.startsWith('no ') ? no : yes;
const day =
  (options: Intl.DateTimeFormatOptions, locale: string) =>
  (value: string): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(value));

const FORMS: Readonly<Record<string, (value: string) => string>> = {
  word,
  bare: (version) => version.replace(/^v/, ''),
  head: (quote) => {
    const words = quote.split(' ');
    return words.slice(0, Math.ceil(words.length * 0.7)).join(' ');
  },
  number: (branch) => /^(?:linux-|stable-)?(\d+\.\d+)(?:\.y)?$/.exec(branch)?.[1] ?? branch,
  files: (value) => `${value} ${plural(value, 'file')}`,
  lines: (value) => `${value} ${plural(value, 'line')}`,
  wordfiles: (value) => `${word(value)} ${plural(value, 'file')}`,
  wordlines: (value) => `${value === '0' ? 'no' : word(value)} ${plural(value, 'line')}`,
  short: (value) =>
    /^\d{4}-/.test(value)
      ? day({ day: 'numeric', month: 'short', year: 'numeric' }, 'en-GB')(value)
      : value === 'Reported'
        ? 'Reported-by'
        : `${value[0]}-b`,
  long: day({ day: 'numeric', month: 'long', year: 'numeric' }, 'en-GB'),
  us: day({ day: 'numeric', month: 'long', year: 'numeric' }, 'en-US'),
  carries: tagged('carries', 'lacks'),
  with: tagged('with', 'without'),
  yes: tagged('yes', 'no'),
  added: tagged('added', 'did not add'),
  present: tagged('present', 'missing'),
  includes: tagged('includes', 'does not include'),
  find: tagged('find', 'not find'),
};

/** The ways in which the statements of a text follow each other. */
const LAYOUTS: readonly ((sentences: readonly string[]) => string)[] = [
  (sentences) => sentences.map((sentence) => `- ${sentence}`).join('\n'),
  (sentences) => sentences.map((sentence, at) => `${at + 1}. ${sentence}`).join('\n'),
  (sentences) => sentences.map((sentence) => `* ${sentence}`).join('\n\n'),
  (sentences) => sentences.join(' '),
  (sentences) => sentences.map((sentence) => sentence.replace(/[.:]$/, '')).join('; ') + '.',
];

/** A text of these statements: a list, a paragraph, or one long sentence; what has several lines stands in paragraphs of its own. */
export function layOut(sentences: readonly string[], dice: () => number): string {
  const chosen = Math.floor(dice() * LAYOUTS.length);
  if (sentences.some((sentence) => sentence.includes('\n'))) return sentences.join('\n\n');
  const hasOther = sentences.some((sentence) => /\b[0-9a-f]{12}\b/.test(sentence));
  return LAYOUTS[hasOther ? Math.min(chosen, 3) : chosen](sentences);
}
