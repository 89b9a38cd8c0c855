import type { Template } from '../template.ts';

/** The opening sentence of the template and the text, cut where the template says, at a whole character. */
export const buildDescription = (text: string, { description }: Template): string => {
  const whole = description.opening + text;
  const bytes = Buffer.from(whole, 'utf8');
  if (bytes.length <= description.longest) return whole;
  const kept = cutAtCharacter(bytes, description.longest);
  return `${kept}${kept.endsWith('\n') ? '' : '\n'}${description.cut_mark}`;
};

/** The longest beginning of at most so many bytes that is whole characters. */
const cutAtCharacter = (bytes: Buffer, longest: number): string => {
  let end = longest;
  while (end > 0 && (bytes[end] & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end);
};
