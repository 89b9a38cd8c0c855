import { scoreOf } from '../cvss/index.ts';
import { isOpen } from '../pairs/index.ts';
import type { Pair } from '../pairs/index.ts';
import { listBranchRanges, listMitigations, refuseUnfit } from '../record/index.ts';
import type { BranchRange, CveCase } from '../record/index.ts';
import type { RangeForms, Template } from '../template.ts';
import { UNKNOWN_VERSION } from '../version.ts';
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
    versions: renderAffected(given.pairs, template).join('\n'),
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

const renderAffected = (pairs: readonly Pair[], { ranges, versions, pairs: forms }: Template): readonly string[] =>
  ranges === undefined
    ? pairs.filter(isOpen).map((pair) => renderStanding(pair, forms))
    : listBranchRanges(pairs, versions).map((range) => renderRange(range, ranges));

const renderStanding = ({ introduced, fixed }: Pair, forms: Template['pairs']): string => {
  const words = {
    introduced: introduced?.version ?? '',
    introduced_commit: introduced?.commit ?? '',
    fixed: fixed?.version ?? '',
    fixed_commit: fixed?.commit ?? '',
  };
  if (introduced === undefined) return fillIn(forms.fixed, words);
  return fillIn(fixed === undefined ? forms.introduced : forms.introduced_and_fixed, words);
};

/** The releases, what brought the fault, and whether that is mended. */
const renderRange = ({ from, before, since, fixed }: BranchRange, forms: RangeForms): string => {
  const form = before === undefined ? forms.endless : from === undefined ? forms.first : forms.between;
  const releases = fillIn(form, { from: from ?? UNKNOWN_VERSION, before: before ?? '' });
  const origin = since === undefined ? '' : fillIn(forms.since, { commit: since.commit });
  const end = fixed === undefined ? forms.unfixed : fillIn(forms.fixed, { commit: fixed.commit });
  return releases + origin + end;
};
