import type { CommitText } from '../types.ts';

const MAX_LIST = 32;

/** One text for models that read text: the message, then where and what it changes. '' when there is nothing to read. */
export const renderCommitText = (text: CommitText, maxChars: number): string =>
  [
    text.message.trim(),
    text.paths.length > 0 ? `Files: ${text.paths.slice(0, MAX_LIST).join(' ')}` : '',
    text.identifiers.length > 0 ? `Names: ${text.identifiers.slice(0, MAX_LIST).join(' ')}` : '',
  ]
    .filter((part) => part !== '')
    .join('\n')
    .slice(0, maxChars);
