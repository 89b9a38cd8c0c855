import { answerOf, isWished, opposite, polarityAt, type Polarity } from './polarity.ts';
import { guard } from './prose.ts';

/** A trailer that a sentence says is there or is not. */
export interface SaidTag {
  /** `fixes`, `stable`, or a role as `reviewed`. */
  readonly tag: string;
  readonly there: boolean;
  readonly text: string;
}

const NOUN = '(?:tags?|trailers?|lines?|markers?|references?|marking|annotation|header)';
const FIXES = new RegExp(
  `(?<![\\w-])(?:Fixes(?::["'\`]?(?: ${NOUN})?|["'\`]? ${NOUN})|fixes(?::["'\`]?(?: ${NOUN})?|["'\`]? ${NOUN}))(?![\\w-])`,
  'g',
);
/** Before the small word it is a noun; without them it is what the patch does. */
const DETERMINED =
  /(?:^|\b(?:an?|no|the|its|any|without|has|have|had|with|lacks|missing|neither|nor|one|explicit|proper|formal|valid|correct)\s|["'`(|:]\s?)$/i;

const EXISTS =
  '(?:ha(?:ve|s|d)|carry|carries|contain|include|bear|add|show|see|find|found|give|list|hold|use|supply|provide|get|put|mention|set|come with|there|spot|write|feature|bring)(?:s|ed|n|ing)?';
const DENIED = new RegExp(
  `\\b(?:no|without|lacks?|lacked|lacking|missing|misses|omits?|omitted|absence of|sans|neither|nor|(?:not|never|\\w+n['’]t|nobody|cannot|fail(?:s|ed)? to|forgot to|neglect\\w* to|nowhere) (?:\\w+ ){0,2}?${EXISTS})\\b[^.;:]{0,25}$`,
  'i',
);
const DENIED_BEHIND =
  /^["'`]?(?: for (?:it|this))?(?: (?:is|was|are|were|has been))?,? ?(?:missing|absent|lacking|omitted|left out|forgotten|not (?:present|there|given|included|set|found|provided|supplied|in the message)|(?:cannot|could not|can't) be (?:found|seen)|nowhere|to be found nowhere)\b/i;
/** `a Fixes tag I did not find`. */
const SOUGHT =
  /^[^.;:,]{0,25}\b(?:not|never|\w+n['’]t|cannot|nobody|unable to|nowhere|in vain)\b ?(?:\w+ )?(?:find|found|see|seen|saw|there|present|spot|have|given|be (?:found|seen)|$)/i;
/** Said of what there should be, or of what it would be good for. */
const WANTED =
  /\b(?:need|requir|necessar|warrant|expect|appropriate|applicable|mandatory|useful|help|deserv|proper)\w*/i;
/** Who finds what was to be expected says that it is there. */
const AS_EXPECTED =
  /,? ?\bas (?:(?:one|you|we|anybody|everybody) (?:would|might|could) expect|(?:was |is )?expected)\b/gi;
/** `does not lack a tag`, `no tag but Fixes`. */
const TWICE =
  /\b(?:not|never|nor|\w+n['’]t|no|none|nothing) (?:\w+ ){0,3}?(?:lack|miss|omit|without|fail|but|except|other than|apart from|besides|short of)\w*\b[^.;:]{0,25}$/i;
const ANY_DENIAL = /\b(?:not|never|no|none|without|nor|neither|lacks?|\w+n['’]t|cannot)\b[^.;:,]{0,60}$/i;

/** Every sentence about a `Fixes:` trailer, and whether it says that there is one. */
export function fixesTagsIn(text: string): readonly SaidTag[] {
  const read = guard(text).replaceAll(AS_EXPECTED, '');
  if (isWished(read) || WANTED.test(read)) return [];
  return [...text.matchAll(FIXES)].flatMap(({ 0: said, index }) => {
    const [before, behind] = [text.slice(0, index), text.slice(index + said.length)];
    if (/^\s*(?:commit )?[`"'(]*[0-9a-f]{7,40}\b/.test(behind)) return [];
    if (said.startsWith('f') && !DETERMINED.test(before)) return [];
    const polarity = polarityOf(before, behind);
    if (polarity === 'open') return [];
    return [
      { tag: 'fixes', there: polarity === 'yes', text: `${before.slice(-40)}${said}${behind.slice(0, 30)}`.trim() },
    ];
  });
}

function polarityOf(before: string, behind: string): Polarity {
  const answered = answerOf(behind === '' ? '' : `-${behind}`);
  if (TWICE.test(before)) return 'open';
  const asked =
    DENIED.test(before) || DENIED_BEHIND.test(behind) || SOUGHT.test(behind)
      ? 'no'
      : ANY_DENIAL.test(before)
        ? 'open'
        : 'yes';
  if (answered === undefined) return asked;
  return answered.answer === 'yes' ? asked : answered.answer === 'no' ? opposite(asked) : 'open';
}

const ROLES = 'Reviewed|Acked|Tested|Reported|Suggested|Signed-off|Co-developed|Debugged|Diagnosed';
const TAG = `(Cc:? ?(?:<?stable(?:@vger\\.kernel\\.org)?>?)|(?:${ROLES})-by:?)`;
const ABSENT = new RegExp(
  `\\b(?:no|without(?: an?| any)?|lacks?(?: an?| any)?|lacking(?: an?| any)?|missing(?: an?| any)?|(?:does not|doesn't|do not|did not) (?:have|carry|contain|include|bear)(?: an?| any)?|neither|nor|absence of(?: an?| any)?|there (?:is|are) no) (?:explicit |formal |proper |\\w+ )?["'\`]?(${TAG.slice(1, -1)}|stable)["'\`]?(?: ${NOUN})?(?![-\\w])`,
  'gi',
);
const PRESENT = new RegExp(
  `\\b(?:has|have|carries|carry|contains?|includes?|bears?|with|comes with|there (?:is|are)|supplie[sd]|supplied|provide[sd]|shows?|sees?|finds?|gives?|gave|adds?|added|lists?|holds?|uses?|names?) (?:an?|the|its|both|one|proper|two) (?:explicit |formal |proper |valid |clear |correct )?["'\`]?${TAG}["'\`]? (?:tags?|trailers?|lines?)(?![-\\w])`,
  'gi',
);
const TAGGED =
  /\b(not |never |n't |isn't |wasn't )?(?:explicitly |already |specifically |properly |even |been |being )*(?:tagged|marked|cc'?d|nominated|annotated) (?:explicitly )?(?:for (?:the )?stable|(?:with|to|as) `?(?:Cc: ?)?<?stable)|\b(no |without |lacks |not )?(?:has |have |carries |with |includes )(?:an? |the )?(?:explicit )?`?Cc:? ?<?stable/gi;

const tagOf = (said: string): string => (/stable/i.test(said) ? 'stable' : said.toLowerCase().replace(/-by:?$/, ''));

/** What is said about trailers but `Fixes:` being there. */
export function otherTagsIn(given: string): readonly SaidTag[] {
  const text = given.replaceAll('’', "'");
  const absent = [...text.matchAll(ABSENT)].map(({ 0: said, 1: tag }) => ({
    tag: tagOf(tag),
    there: false,
    text: said,
  }));
  const present = [...text.matchAll(PRESENT)].flatMap(({ 0: said, 1: tag, index }): SaidTag[] => {
    const polarity = polarityAt(text, index, index + said.length);
    return polarity === 'open' ? [] : [{ tag: tagOf(tag), there: polarity === 'yes', text: said }];
  });
  const both = [...absent, ...present.filter((one) => !absent.some((other) => other.tag === one.tag))];
  if (both.length > 0) return both;
  return [...text.matchAll(TAGGED)].map((match) => ({
    tag: 'stable',
    there: (match[1] ?? match[2]) === undefined,
    text: match[0],
  }));
}
