import type { BranchSays } from '../types.ts';
import { isWished, polarityAt, type Polarity } from './polarity.ts';

/** Stems of words, whatever stands around them. BRANCH stands for the name of a branch. */
const CONFLICT =
  /\b(?:conflict\w*|clash\w*|collid\w*|collision\w*|by hand|hand[- ]?(?:edit|merg|resol|port)\w*|manual\w*|adapt\w*|rework\w*|rebas\w*|adjust\w*|massag\w*|resol(?:ve|ved|ving|ution)|reject(?:s|ed)?|touch(?:ed)?[- ]?ups?|non-?trivial|hunks? (?:fail|do)\w*|modif\w+|tweak\w*|chang(?:e|es|ed|ing) (?:is|are|was|were)? ?(?:need|requir|necess)\w*|fuzz\w*|offsets?|(?:own|special|separate|different|custom) (?:version|backport|port))\b/i;
/** They are said of what must be done, and without a denial they are conflicts only where something needs them. */
const CLEAN =
  /\b(?:clean\w*|smooth\w*|as[- ](?:it )?(?:is|stands|was)|verbatim|trivial(?:ly)?|plain|straight\w*|unchanged|unmodified|untouched|seamless\w*|effortless\w*|without (?:\w+ )?(?:conflict|trouble|chang|adapt|modif|rework|problem|fuzz|further)\w*|just (?:goes|works|applies)|(?:right|straight) in|fine|readily|easily|first try|at once|out of the box|1:1|one[- ]to[- ]one|works|succeed(?:s|ed)|(?:goes|went|comes?|came) through|fits|no (?:problems?|trouble|issues?|further \w+)|nothing but|ok(?:ay)?)\b/i;
const APPLY =
  /\b(?:appl(?:y|ies|ied|ying|ication|icable)|pick\w*|cherry\w*|merg\w*|backport\w*|ports?|ported|rebas\w*|dry[- ]run\w*|git am|go(?:es)?|went|take[ns]?|taking|took|slots?|drops?|transplant\w*|transfer\w*|carr(?:y|ied) over)\b/i;
/** A try that ends badly or cannot be made. */
const FAILS =
  /\b(?:fail(?:s|ed|ure)?|stop(?:s|ped)?|break(?:s)?|broke|error(?:s|ed)?|abort\w*|refus\w*|bail\w*|chok\w*|trip\w*|stumbl\w*|(?:runs?|ran|gets?|got) into (?:trouble|problems?)|hunks?\b.{0,12}\bfail\w*|impossible|(?:can ?not|can't|could not|couldn't|does not|doesn't|did not|didn't|won't|will not|do not|never) (?:simply |just |be )*(?:appl|pick|cherry|merg|go |go$|take|backport|rebas|land)\w*)\b/i;

const ABSENT =
  /\b(?:missing|misses|lacks?|lacked|lacking|absent|without|omit\w*|await\w*|waiting|pending|outstanding|to[- ]?do|left out|devoid of|short of|nowhere|yet to|still (?:needs?|wants?|to))\b/i;
const PRESENT =
  /\b(?:(?:is|are|was|were|been|be|sits?|lives?|stands?|appears?|went|goes|got) (?:\w+ ){0,2}?(?:in|on|into|onto|part of|inside)\b|has|have|had|contain\w*|includ\w*|carr(?:y|ies|ied)|present|landed|reach(?:ed|es)|arriv\w+|merged|got|gets|receiv\w+|ship(?:s|ped)|found|find|finds|see|sees|seen|spot|exists?|made (?:it|its way)|taken|took|takes|picked|queued|backported|cop(?:y|ies)|holds?|incorporat\w+|absorb\w*|pulled|accepted|applied|comes? with|in there|there already|already)\b/i;
const HARM =
  /\b(?:bugs?|buggy|issue|problem|defect|flaw\w*|regression|vulnerab\w+|faulty|broken|offending|culprit|affect\w*|race|leak\w*|guilty|problematic)\b/i;
/** The change that is spoken of. */
const OWN =
  /\b(?:this|the|it|its|said)\b ?(?:\w+ ){0,2}?(?:commit|patch|fix|change|backport|one|copy|pick)\b|\b(?:it|fix|patch|commit|change)\b/i;

/** What the stems of a clause say of a branch; undefined: nothing, or not clearly. */
export function stemsSay(clause: string): BranchSays | undefined {
  if (isWished(clause) || HARM.test(clause)) return undefined;
  return applying(clause) ?? having(clause);
}

const at = (clause: string, pattern: RegExp): { readonly polarity: Polarity; readonly from: number } | undefined => {
  const found = pattern.exec(clause);
  return found === null
    ? undefined
    : { polarity: polarityAt(clause, found.index, found.index + found[0].length), from: found.index };
};

function applying(clause: string): BranchSays | undefined {
  const clash = at(clause, CONFLICT);
  const clean = at(clause, CLEAN);
  const apply = APPLY.test(clause);
  if (clash !== undefined) {
    if (clean !== undefined && clash.polarity !== 'no') return clean.polarity === 'no' ? 'conflicts' : undefined;
    if (clash.polarity === 'no') return 'applies';
    return clash.polarity === 'yes' ? 'conflicts' : undefined;
  }
  if (clean !== undefined && (apply || /^[^a-z]*BRANCH\W*\w*\W*\w+\W*$/.test(clause))) {
    const plain = clause.replace(
      /\b(?:without|untouched|no(?= (?:problem|trouble|issue|further))|nothing(?= but))\b/gi,
      'with',
    );
    const found = CLEAN.exec(plain) ?? CLEAN.exec(clause);
    const polarity = polarityAt(plain, found?.index ?? 0, (found?.index ?? 0) + (found?.[0].length ?? 0));
    return polarity === 'yes' ? 'applies' : polarity === 'no' ? 'conflicts' : undefined;
  }
  return (apply || /\bhunk/i.test(clause)) && FAILS.test(clause) ? 'conflicts' : undefined;
}

function having(clause: string): BranchSays | undefined {
  if (!OWN.test(clause)) return undefined;
  const absent = ABSENT.exec(clause);
  if (absent !== null) {
    const polarity = polarityAt(clause, absent.index, absent.index + absent[0].length);
    return polarity === 'no' ? 'missing' : undefined;
  }
  const present = at(clause, PRESENT);
  if (present === undefined || present.polarity === 'open') return undefined;
  return present.polarity === 'yes' ? 'there' : 'missing';
}
