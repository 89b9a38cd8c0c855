/** Text that is HTML already. Everything else that goes into {@link markup} is escaped. */
export interface Markup {
  readonly markup: string;
}

export type HtmlValue = string | number | Markup | undefined | readonly HtmlValue[];

/** A piece of a page. Values are escaped, lists joined, undefined left out; only {@link Markup} passes as it is. */
export function markup(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Markup {
  let text = strings[0] ?? '';
  for (const [n, value] of values.entries()) text += renderValue(value) + (strings[n + 1] ?? '');
  return { markup: text };
}

function renderValue(value: HtmlValue): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(renderValue).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Characters that are not seen or that turn the direction of the text after them; joiners that scripts need are not among them. */
const INVISIBLE = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Safe as text and inside quoted attributes. Hidden characters are shown by their number: commit texts can be hostile. */
export const escapeText = (text: string): string =>
  text
    .replace(/[&<>"'`]/g, (letter) => ENTITIES[letter] ?? letter)
    .replace(INVISIBLE, (letter) => `⟨U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`)
    .toWellFormed();

/** The first `limit` characters, and how many there are in all when some are left out. */
export function clip(text: string, limit = 300): string {
  if (text.length <= limit) return text;
  const letters = [...text];
  if (letters.length <= limit) return text;
  return `${letters.slice(0, limit).join('')}… (${letters.length} characters)`;
}
