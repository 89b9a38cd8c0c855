import { scoreOf } from '../cvss/index.ts';
import { isOpen } from '../pairs/index.ts';
import type { Pair } from '../pairs/index.ts';
import { listMitigations, refuseUnfit } from '../record/index.ts';
import type { CveCase } from '../record/index.ts';
import type { Template } from '../template.ts';
import { fillIn } from './fill-in.ts';

/** The mail that announces one CVE, as one message of an mbox. Errors as for the record. */
export const renderAnnouncement = (given: CveCase, template: Template): string => {
  refuseUnfit(given);
  const { mail } = template;
  return fillIn(mail.text, {
    generator: template.generator,
    sender: template.sender,
    id: given.id,
    title: given.title,
    text: template.description.opening + given.text,
    severity: renderSeverity(given, mail.severity),
    versions: given.pairs
      .filter(isOpen)
      .map((pair) => renderStanding(pair, mail))
      .join('\n'),
    files: given.paths.map((path) => fillIn(mail.file, { path })).join('\n'),
    references: listMitigations(given, template)
      .map((url) => fillIn(mail.reference, { url }))
      .join('\n'),
  });
};

const renderSeverity = ({ rationale }: CveCase, form: string): string => {
  if (rationale === undefined) return '';
  const { version, score, level } = scoreOf(rationale.vector);
  return fillIn(form, { version, score: String(score), level, vector: rationale.vector.text });
};

const renderStanding = ({ introduced, fixed }: Pair, mail: Template['mail']): string => {
  const words = {
    introduced: introduced?.version ?? '',
    introduced_commit: introduced?.commit ?? '',
    fixed: fixed?.version ?? '',
    fixed_commit: fixed?.commit ?? '',
  };
  if (introduced === undefined) return fillIn(mail.fixed, words);
  return fillIn(fixed === undefined ? mail.introduced : mail.introduced_and_fixed, words);
};
