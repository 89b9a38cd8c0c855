import PostalMime from 'postal-mime';

/** A patch as it is mailed, or written by `git format-patch`. */
export interface MailedPatch {
  readonly message: string;
  /** From the first `diff --git` on; '' for a mail without one. */
  readonly diff: string;
  readonly authorName: string;
  readonly authorEmail: string;
}

/** True for text that begins as a mail does; a commit message begins with its subject. */
export const isMail = (text: string): boolean =>
  /^(?:From [0-9a-f]{40} |(?:From|Subject|Date|Message-I[Dd]|Return-Path|Received|Delivered-To|X-[\w-]+|MIME-Version): )/.test(
    text,
  ) && /^Subject: /m.test(text.slice(0, 20_000));

/** The message that `git am` would make of a mail: without the marks of its subject and all behind `---`. */
export async function parseMailedPatch(text: string): Promise<MailedPatch> {
  const mail = await PostalMime.parse(text.replace(/^From [0-9a-f]{40} .*\n/, ''));
  const content = (mail.text ?? '').replaceAll('\r\n', '\n');
  const own = /^\s*From: ([^<\n]*)<([^>\s]+)>[ \t]*\n+/.exec(content);
  const body = (own === null ? content : content.slice(own[0].length)).split(/^(?:---|diff --git .*)$/m, 1)[0];
  const subject = (mail.subject ?? '').replace(/\s+/g, ' ').replace(/^(?:\s*(?:\[[^\]]*\]|re:))+\s*/i, '');
  const diff = /^diff --git /m.exec(content);
  return {
    message: `${subject}\n\n${body.trim()}\n`,
    diff: diff === null ? '' : content.slice(diff.index).replace(/^-- \n[\s\S]*$/m, ''),
    authorName: (own?.[1] ?? mail.from?.name ?? '').replaceAll('"', '').trim(),
    authorEmail: own?.[2] ?? mail.from?.address ?? '',
  };
}
