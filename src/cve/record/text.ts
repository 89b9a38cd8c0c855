/**
 * Lines that say who did what, as the kernel's CVE team leaves them out: every `…-by`, `…-from` and `…-to`, and some plain words. Where to
 * look for a report (`BugLink:`, `Bugzilla:`) and what tells of the fault itself (`BUG:`, `Tested-on:`, `Depends-on:`) stays.
 */
const TRAILER = new RegExp(
  `^(?:${[
    ...['(?:[a-z]+[-_])+(?:by|from|to)', '(?:brainstormed|discussed|developed)-with', 'based-on'],
    ...['cc', 'to', 'from', 'fixes', 'link', 'closes', 'message-id', 'credit', 'contributors'],
    ...['ack(?:ed)?', 'approved', 'committed', 'reported', 'review(?:ed|er)', 'signed(?:-off)?', 'tested'],
  ].join('|')}):`,
  'i',
);

/** Subject and message of a fix without trailers: the text of a record. */
export const buildText = (subject: string, body: string): string => {
  const kept = body.split('\n').filter((line) => !TRAILER.test(line));
  return `${subject}\n\n${kept.join('\n')}`.trimEnd();
};
