import { UsageError } from '../../errors.ts';
import type { OutgoingMail } from '../../mail/index.ts';
import { NOBODY } from '../sender.ts';
import { nounFor, plural } from '../../plural.ts';

/** Says why mails may not leave as they are: they name nobody who sends them, or nobody whom they are to. */
export function findUnaddressed(mails: readonly OutgoingMail[]): string | undefined {
  const nobody = mails.filter(({ from }) => from === NOBODY.email);
  const bare = mails.filter(({ to }) => to.length === 0);
  const bad = new Set([...nobody, ...bare]).size;
  if (bad === 0) return undefined;
  const what = [
    ...(nobody.length > 0 ? [`${nounFor(bad, 'is', 'are')} from ${NOBODY.email}, which is nobody`] : []),
    ...(bare.length > 0 ? [nounFor(bad, 'has no To', 'have no To')] : []),
  ];
  const keys = [...(nobody.length > 0 ? ['mail.from'] : []), ...(bare.length > 0 ? ['mail.to'] : [])];
  return `${bad} of ${plural(mails.length, 'mail')} ${what.join(' and ')}: set ${keys.join(' and ')} in the config and make the mails anew with autosel select --out`;
}

/** @throws UsageError `unaddressed-mail` when one of the mails that would leave names no sender or nobody whom it is to. */
export function refuseUnaddressed(mails: readonly OutgoingMail[]): void {
  const why = findUnaddressed(mails);
  if (why !== undefined) throw new UsageError('unaddressed-mail', `nothing was sent: ${why}`);
}
