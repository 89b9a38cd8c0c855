const SEPARATOR = Buffer.from('From ');

/**
 * The mails of an mboxrd file that `renderMbox` wrote: every line `From ` at its left edge parts two mails, `>From ` is taken back.
 * A file that begins otherwise is one mail.
 */
export function splitMbox(file: Buffer): readonly Buffer[] {
  if (!startsAt(file, 0)) return file.length === 0 ? [] : [file];
  const starts = [0];
  for (let at = file.indexOf('\nFrom '); at >= 0; at = file.indexOf('\nFrom ', at + 1)) starts.push(at + 1);
  return starts.map((start, n) => cutMail(file.subarray(start, starts[n + 1] ?? file.length)));
}

const startsAt = (file: Buffer, at: number): boolean => file.subarray(at, at + 5).equals(SEPARATOR);

/** Without the separator line and the empty line behind the mail. */
function cutMail(part: Buffer): Buffer {
  const body = part.subarray(part.indexOf('\n') + 1);
  const mail = body.subarray(0, body.at(-1) === 10 && body.at(-2) === 10 ? body.length - 1 : body.length);
  const text = mail.toString('latin1');
  return /^>+From /m.test(text) ? Buffer.from(text.replace(/^>(>*From )/gm, '$1'), 'latin1') : mail;
}
