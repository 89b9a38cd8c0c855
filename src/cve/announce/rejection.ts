import { UsageError } from '../../errors.ts';
import type { CveId } from '../id.ts';
import type { Template } from '../template.ts';
import { fillIn } from './fill-in.ts';

export interface Rejection {
  readonly id: CveId;
  /** Why, in a person's words; undefined: nobody said it. */
  readonly reason: string | undefined;
}

/** What stands in the record where nobody gave a reason. */
const WITHDRAWN = 'This CVE ID has been rejected or withdrawn by its CVE Numbering Authority.';

/** The mail that takes an announced CVE back, as an answer to the announcement where that was sent. */
export const renderRejection = ({ id, reason }: Rejection, mbox: string, { mail, ...template }: Template): string => {
  const message = /^Message-Id: (<[^<>\s]+>)$/im.exec(headOf(mbox))?.[1];
  return fillIn(mail.rejected, {
    generator: template.generator,
    sender: template.sender,
    id,
    title: titleOf(mbox, id),
    reply: message === undefined ? '' : fillIn(mail.reply, { message }),
    reason: reason === undefined ? '' : `\n${reason}\n`,
  });
};

/** The record of a rejected CVE, format 5.1. */
export const buildRejectedRecord = ({ id, reason = WITHDRAWN }: Rejection, { organisation }: Template) => ({
  containers: {
    cna: {
      providerMetadata: { orgId: organisation.id },
      rejectedReasons: [{ lang: 'en', value: reason }],
    },
  },
  cveMetadata: { assignerOrgId: organisation.id, cveId: id, state: 'REJECTED' },
  dataType: 'CVE_RECORD',
  dataVersion: '5.1.1',
});

/** A reason stands in a mail and in a record: text of one paragraph or more. @throws UsageError `cve-reason` */
export const parseReason = (text: string | undefined): string | undefined => {
  const said = text?.trim();
  // oxlint-disable-next-line no-control-regex
  if (said !== undefined && (said === '' || said.length > 4096 || /[\u0000-\u0008\u000b-\u001f\u007f]/.test(said)))
    throw new UsageError('cve-reason', 'a reason is text of 1 to 4096 characters');
  return said;
};

/** Subject of the announcement behind the id; empty where it has none. */
export const titleOf = (mbox: string, id: CveId): string => {
  const subject = /^Subject: (.*)$/m.exec(headOf(mbox))?.[1] ?? '';
  return subject.startsWith(id) ? subject.slice(id.length).replace(/^(?:: | - )/, '') : subject;
};

const headOf = (mbox: string): string => mbox.slice(0, (mbox.indexOf('\n\n') + 1 || mbox.length + 1) - 1);
