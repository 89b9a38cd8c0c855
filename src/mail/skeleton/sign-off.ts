import type { SkeletonMail } from './types.ts';

/** The sender's line, or none. */
export const renderSignOff = ({ signOff }: Pick<SkeletonMail, 'signOff'>): string[] =>
  signOff === undefined ? [] : [`Signed-off-by: ${signOff.name === '' ? '' : `${signOff.name} `}<${signOff.email}>`];

const TRAILER = /^(?:[A-Za-z][A-Za-z0-9-]*:[ \t]|\(cherry picked |\[[^\]\n]*:)/;

/** The message with the sender's line below its trailers, or apart where it ends otherwise; no lines for a mail without either. */
export function renderSignedMessage({ message, signOff }: Pick<SkeletonMail, 'message' | 'signOff'>): string[] {
  const signed = renderSignOff({ signOff });
  if (message === '') return signed;
  const apart = !TRAILER.test(message.slice(message.lastIndexOf('\n') + 1));
  return [[message, ...signed].join(apart ? '\n\n' : '\n')];
}
