import { createHash } from 'node:crypto';

/**
 * Foreign text between two marks that it cannot contain: the marks hold a hash of the text itself, so that nothing in it can
 * pretend to be the end of it.
 */
export const fence = (title: string, text: string): string => {
  const mark = createHash('sha256').update(title).update('\0').update(text).digest('hex').slice(0, 12);
  return `<<< ${title} | ${mark}\n${text}\n>>> ${mark}`;
};
