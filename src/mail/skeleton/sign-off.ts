import { parseReferenceLine, renderReference, standsBelow, type ReferenceLine } from '../../git/index.ts';
import type { SkeletonMail } from './types.ts';

/** The sender's line, or none. */
export const renderSignOff = ({ signOff }: Pick<SkeletonMail, 'signOff'>): string[] =>
  signOff === undefined ? [] : [`Signed-off-by: ${signOff.name === '' ? '' : `${signOff.name} `}<${signOff.email}>`];

const TRAILER = /^(?:[A-Za-z][A-Za-z0-9-]*:[ \t]|\(cherry picked |master commit: |\[[^\]\n]*:)/;

type Signed = Pick<SkeletonMail, 'message' | 'signOff' | 'upstream'>;

/** Lines below a message's own: the one that names the original, where it stands there, and the sender's. */
const linesBelow = ({ upstream, signOff }: Omit<Signed, 'message'>): string[] => [
  ...(upstream !== undefined && standsBelow(upstream.style) ? [renderReference(upstream)] : []),
  ...renderSignOff({ signOff }),
];

const endsInTrailer = (message: string): boolean => TRAILER.test(message.slice(message.lastIndexOf('\n') + 1));

/** The message with the lines below its trailers, or apart where it ends otherwise; no lines for a mail without any. */
export function renderSignedMessage({ message, ...rest }: Signed): string[] {
  const below = linesBelow(rest);
  if (message === '') return below.length === 0 ? [] : [below.join('\n')];
  return [[message, ...below].join(endsInTrailer(message) ? '\n' : '\n\n')];
}

/** Takes the line that names the original off the end of a message, where it stands as {@link renderSignedMessage} puts it. */
export function cutReference(text: string): { readonly message: string; readonly upstream: ReferenceLine } | undefined {
  const at = text.lastIndexOf('\n') + 1;
  const upstream = parseReferenceLine(text.slice(at));
  if (upstream === undefined || !standsBelow(upstream.style)) return undefined;
  const message = text.slice(0, at).replace(/\n+$/, '');
  return renderSignedMessage({ message, upstream, signOff: undefined })[0] === text ? { message, upstream } : undefined;
}
