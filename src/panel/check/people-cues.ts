import { peopleIn, type NamedPerson } from './names.ts';

/** What a sentence makes of a person: the author of the change, or one who gave a trailer. */
export interface Part extends NamedPerson {
  /** `author`, `sender`, or the role of a trailer as `reviewed`. */
  readonly part: string;
  /** The trailer itself is named, not only the deed. */
  readonly named: boolean;
  /** Where the words for it stand. */
  readonly cue: { readonly from: number; readonly to: number };
}

/** Words for what people do about a patch, by stems; what fits none of them is no part. */
const CUES: readonly (readonly [string, RegExp])[] = [
  [
    'author',
    /\b(?:(?:co-)?author(?:s|ed|ship)?|wrote|written|writer|writing|penned|coded|crafted|(?:hand)?(?:i?work)|brainchild|credits?(?= (?:for (?:it|this|the \w+) )?(?:goes|is|belongs|to))|by the hand)\b/gi,
  ],
  [
    'sender',
    /\b(?:submit(?:s|ted|ter)|sent|sends|behind|did (?:this|it)|contribut(?:es|ed|or|ion)|sender|poster|prepared|developed|devised|made|came|comes|stems|originates)\b/gi,
  ],
  ['reviewed', /\b(?:review(?:ed)?[- ]by|review(?:ed|er|s)?)\b/gi],
  ['acked', /\b(?:ack(?:ed)?[- ]by|ack(?:ed|s)?|acknowledged)\b/gi],
  ['tested', /\b(?:tested[- ]by|test(?:ed|er))\b/gi],
  ['reported', /\b(?:reported[- ]by|report(?:ed|er|s)?|found by|bug report)\b/gi],
  ['suggested', /\b(?:suggested[- ]by|suggest(?:ed|ion|s)?)\b/gi],
  ['signed-off', /\b(?:signed[- ]off[- ]by|signed[- ]off|sign[- ]?off)\b/gi],
  [
    'other',
    /\b(?:co-developed\S*|debugged\S*|diagnosed\S*|maintain\w*|committ(?:ed|er)|merged|applied|queued|picked|backport\w*|thank\w*|cc|asked|said|says|told|according|requested|spotted|noticed|pulled|discuss\w*|mentioned|complain\w*|objected|NAK\w*|sees|thinks|agreed?)\b/gi,
  ],
];

interface Cue {
  readonly part: string;
  readonly from: number;
  readonly to: number;
  readonly named: boolean;
}

const cuesIn = (text: string): readonly Cue[] =>
  CUES.flatMap(([part, pattern]) =>
    [...text.matchAll(pattern)].map(({ 0: said, index }) => ({
      ...{ part, from: index, to: index + said.length },
      named:
        /-by$/i.test(said) ||
        text.slice(index + said.length).startsWith(':') ||
        /^["'`]?:? (?:tag|trailer|line)\b/.test(text.slice(index + said.length)),
    })),
  );

/** `Jane Doe's patch`, `a patch by Jane Doe`. */
const OWNED = /^['’]s? (?:own )?(?:\w+ ){0,2}?(?:patch|fix|commit|change|work)\b/;
const BY =
  /^(?:From|By):? $|\b(?:patch|commit|fix|change|work|diff|one|this|that)(?: (?:is|here|itself|at hand|under review))? (?:by|from|of)(?: one)?:? $/i;
/** Small words between what is done and who does it. */
const GLUE =
  /^[\s:,(["“'`|=–—-]*(?:(?:tags?|trailers?|lines?|is|are|was|were|comes?|came|given|goes|go|belongs?|due|to|by|from|of|the|names?|named|for|it|this|patch|commit|change|fix|one|who|kernel|original|here|in|person|and|also|both|its|an?|credit|has|only|PERSON)\b[\s:,(["“'`|=–—&-]*)*$/;
/** Between who does it and what is done. */
const GLUE_BEHIND =
  /^(?:['’]s?\b)?["”'`\s,(–—:-]*(?:(?:who|put|looked|at|for|has|had|have|also|then|is|was|are|were|gave|gives|given|giving|added|adds|provided|provides|left|offered|sent|supplied|as|an?|the|his|her|their|its|did|with|wears?|appears?|listed|stands?|in|and|PERSON|has it|it|actual|sole|patch|commit|original|really|kindly|carefully)\b[\s,(["“'`–—:-]*)*$/;

/** The people of a sentence with the part that the nearest words give them. */
export function partsIn(text: string): readonly Part[] {
  const people = peopleIn(text);
  if (people.length === 0) return [];
  const read = people.reduceRight(
    (masked, { from, to }) =>
      `${masked.slice(0, from)}${'PERSON'.padEnd(to - from).slice(0, to - from)}${masked.slice(to)}`,
    text,
  );
  const cues = cuesIn(read);
  return people.flatMap((person): Part[] => {
    const { from, to } = person;
    const owned =
      (/^['’]s?\W*$/.test(text.slice(to)) &&
        /\b(?:patch|fix|commit|change|work|this|it) (?:is|was) $/i.test(text.slice(0, from))) ||
      OWNED.test(text.slice(to)) ||
      BY.test(text.slice(0, from));
    if (owned) return [{ ...person, part: 'author', named: false, cue: { from, to } }];
    const near = nearest(cues, { from, to, text: read });
    return near === undefined || near.part === 'other' ? [] : [{ ...person, ...near, from, to, cue: near }];
  });
}

interface At {
  readonly from: number;
  readonly to: number;
  /** The sentence with every name as PERSON. */
  readonly text: string;
}

/** Words before a person first, then those behind. */
function nearest(cues: readonly Cue[], { from, to, text }: At): Cue | undefined {
  const before = cues.filter((cue) => cue.to <= from).toSorted((a, b) => b.to - a.to)[0];
  const behind = cues.filter((cue) => cue.from >= to).toSorted((a, b) => a.from - b.from)[0];
  const bindsBehind = behind !== undefined && GLUE_BEHIND.test(text.slice(to, behind.from).slice(0, 120));
  const bindsBefore = before !== undefined && GLUE.test(text.slice(before.to, from).slice(-120));
  if (bindsBefore && bindsBehind)
    return /[,;]|PERSON|\b(?:and|but|while)\b/.test(text.slice(before.to, from)) ? behind : before;
  return bindsBefore ? before : bindsBehind ? behind : undefined;
}
