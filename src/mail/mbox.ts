const LF = 10;
/** What git itself writes: a fixed day that no reader trusts. */
const SEPARATOR_DAY = 'Mon Sep 17 00:00:00 2001';

/**
 * Mails in one mboxrd file: a separator line, the mail with every `From ` line escaped by `>`, an empty line. Proposals never hold such a
 * line (they are quoted-printable then), so `git am` needs no option for them; other mails are escaped as mboxrd readers undo it.
 */
export function renderMbox(mails: readonly Buffer[]): Buffer {
  return Buffer.concat(
    mails.flatMap((mail) => [Buffer.from(`From ${'0'.repeat(40)} ${SEPARATOR_DAY}\n`), escapeFrom(mail), endOf(mail)]),
  );
}

const endOf = (mail: Buffer): Buffer => Buffer.from(mail.at(-1) === LF ? '\n' : '\n\n');

function escapeFrom(mail: Buffer): Buffer {
  const text = mail.toString('latin1');
  return /^>*From /m.test(text) ? Buffer.from(text.replace(/^>*From /gm, '>$&'), 'latin1') : mail;
}
