import { describe, expect, it } from 'vitest';
import { idOf, makeCase, templateOf } from '../../testing/cve.ts';
import { parseAnnouncedText, parseReason, renderAnnouncement, renderRejection, titleOf } from './index.ts';

const linux = templateOf('linux');

describe('an announcement', () => {
  const mail = renderAnnouncement(makeCase(), linux);

  it('says for each line of releases where the fault came in and was mended', () => {
    expect(mail).toContain(
      `\tIssue introduced in 5.4.80 with commit ${idOf('a')} and fixed in 5.4.119 with commit ${idOf('1')}\n`,
    );
    expect(mail).toContain(`\tIssue introduced in 5.9.11 with commit ${idOf('c')}\n`);
  });

  it('names the mainline fix last', () => {
    expect(mail.trimEnd().split('\n').at(-1)).toBe(`\thttps://git.kernel.org/stable/c/${idOf('3')}`);
  });

  it('leaves braces of the text as they are', () => {
    const text = 'x: y\n\nstruct a = {title} {id};';
    expect(renderAnnouncement(makeCase({ text }), linux)).toContain('struct a = {title} {id};');
  });

  it.each(['linux', 'dpdk', 'xen'] as const)('gives back the text it was made of: %s', (name) => {
    const given = makeCase({ text: 'x: y\n\nFirst.\n\nSecond: {text}.' });
    const template = templateOf(name);
    expect(parseAnnouncedText(renderAnnouncement(given, template), given.id, template)).toBe(given.text);
  });

  it('of another form gives no text', () => {
    expect(parseAnnouncedText('From x\n\nhello\n', makeCase().id, linux)).toBeUndefined();
  });
});

describe('a rejection', () => {
  const { id } = makeCase();
  const mail = renderAnnouncement(makeCase(), linux);

  it('answers the announcement that was sent', () => {
    const sent = mail.replace('\n\n', '\nMessage-Id: <2024@example.org>\n\n');
    expect(renderRejection({ id, reason: undefined }, sent, linux)).toContain(
      `Subject: REJECTED: ${id}: spi: release what was taken\nIn-Reply-To: <2024@example.org>\n\n\n${id} has now been rejected`,
    );
  });

  it('takes no message id from the text of the mail', () => {
    const text = 'x: y\n\nMessage-Id: <evil@example.org>';
    const forged = renderAnnouncement(makeCase({ text }), linux);
    expect(renderRejection({ id, reason: 'No user can reach it.' }, forged, linux)).not.toContain('In-Reply-To');
  });

  it('gives the reason', () => {
    expect(renderRejection({ id, reason: 'No user can reach it.' }, mail, linux)).toContain(
      '\n\nNo user can reach it.\n',
    );
    expect(parseReason('  No user can reach it. ')).toBe('No user can reach it.');
    expect(() => parseReason('')).toThrow(/1 to 4096/);
  });

  it('reads the title of either form of subject', () => {
    expect(titleOf(`Subject: ${id} - a: b\n\n`, id)).toBe('a: b');
    expect(titleOf('no subject', id)).toBe('');
  });
});
