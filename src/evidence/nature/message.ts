import type { MessageFacts } from '../../git/index.ts';

/** What a measurement reads of a commit; the git room's `Commit` fits. */
export interface MeasuredMessage {
  readonly subject: string;
  readonly body: string;
  readonly author: { readonly email: string; readonly time: number };
  readonly committer: { readonly email: string; readonly time: number };
}

const COUNTED_KEYS = [
  'reported-by',
  'closes',
  'tested-by',
  'link',
  'reviewed-by',
  'acked-by',
  'suggested-by',
  'signed-off-by',
  'co-developed-by',
  'debugged-by',
  'bisected-by',
  'cc',
  'bugzilla-id',
  'coverity-issue',
  'coverity-id',
  'release-acked-by',
] as const;

/** Tags and shape of the message. Counts unless said otherwise. */
export const messageNames: readonly string[] = [
  'tag-stable',
  'tag-stable-since',
  'tag-stable-prerequisite',
  'tag-no-autosel',
  'tag-fixes',
  ...COUNTED_KEYS.map((key) => `tag-${key}`),
  'tag-bug-link',
  'tag-patch-link',
  'reporter-robot',
  'mail-part',
  'says-no-functional-change',
  'says-out-of-bounds',
  'says-use-after-free',
  'says-off-by-one',
  'says-double-free',
  'says-since-commit',
  'says-should',
  'says-in-preparation',
  'names-commits',
  'names-version',
  'names-advisory',
  'has-trace',
  'has-oops',
  'has-list',
  'has-code',
  'body-lines',
  'body-paragraphs',
  'subject-length',
  'subject-prefixes',
  'author-commits',
  'author-delay-days',
  'is-revert',
];

const TRAILER_LINE =
  /^[A-Za-z][A-Za-z-]*(?:-by|-id|-issue): |^(?:Fixes|Cc|CC|Link|Closes|Signed-off|Bugzilla ID|Ref|References|See|BugLink|Change-Id|Message-Id): |^\W*(?:backport|upstream commit|stable)\b/i;

/** The body without lines that are trailers, and without those that tell where a commit shall go or went. */
export const proseOf = (body: string): string =>
  body
    .split('\n')
    .filter((line) => !TRAILER_LINE.test(line))
    .join('\n');

const COMMIT_ID = /\b[0-9a-f]{10,40}\b/g;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
const flag = (text: string, pattern: RegExp): number => (pattern.test(text) ? 1 : 0);

const tagNumbers = (facts: MessageFacts): number[] => {
  const counts = new Map<string, number>();
  for (const { key } of facts.trailers) {
    const low = key.toLowerCase().replaceAll(' ', '-');
    counts.set(low, (counts.get(low) ?? 0) + 1);
  }
  const has = (test: (tag: MessageFacts['stable'][number]) => boolean): number => (facts.stable.some(test) ? 1 : 0);
  return [
    has((tag) => !tag.noAutosel),
    has((tag) => tag.since !== undefined),
    has((tag) => tag.prerequisite !== undefined),
    has((tag) => tag.noAutosel),
    facts.fixes.length,
    ...COUNTED_KEYS.map((key) => counts.get(key) ?? 0),
  ];
};

/** `git send-email` numbers the mails of a series: 3 of `<20240102030405.1234-3-a@b>`. NaN when no link says it. */
const mailPart = (links: string): number => {
  const part = /\/\d{12,14}\.\d+-(\d+)-/.exec(links)?.[1];
  return part === undefined ? Number.NaN : Math.min(50, Number(part));
};

const linkNumbers = (facts: MessageFacts): number[] => {
  const values = (...keys: string[]): string =>
    facts.trailers
      .filter(({ key }) => keys.includes(key.toLowerCase()))
      .map(({ value }) => value)
      .join(' ');
  const links = values('link', 'closes', 'buglink', 'references');
  return [
    flag(links, /bugzilla|bugs\.|issues\/|\/bug/),
    flag(links, /lore\.kernel|lkml|patch|msgid|lists\./),
    flag(values('reported-by'), /robot|syzbot|syzkaller|lkp|coverity|hulk|smatch|bot@/i),
    mailPart(links),
  ];
};

const phraseNumbers = (prose: string): number[] => [
  flag(prose, /no (?:intended )?(?:functional|behaviou?ral?) change|no change in functionality|\bNFC\b/i),
  flag(prose, /out[- ]of[- ](?:bounds?|range)/i),
  flag(prose, /use[- ]after[- ](?:free|poison)/i),
  flag(prose, /off[- ]by[- ]one/i),
  flag(prose, /double[- ]free/i),
  flag(prose, /(?:since|after|in|by|with) (?:the )?commit\b/i),
  flag(prose, /\bshould (?:not|be|have)\b|\bmust not\b|supposed to/i),
  flag(prose, /in preparation|preparatory|(?:later|next|following|subsequent) (?:patch|commit|change)/i),
  Math.min(5, count(prose, COMMIT_ID)),
  flag(prose, /\bv?\d+\.\d+(?:\.\d+)?(?:-rc\d+)?\b/),
  flag(prose, /\b(?:XSA-\d+|CVE-\d{4}-\d{4,}|CVE-20\d\d-|GHSA-|Bugzilla ID: \d)/),
  flag(prose, /call trace|backtrace|#0 +0x|\+0x[0-9a-f]+\/0x[0-9a-f]+|^ *#\d+ /im),
  flag(
    prose,
    /BUG:|WARNING:|Oops|general protection|kernel panic|Unable to handle|AddressSanitizer|SIGSEGV|Segmentation/,
  ),
  flag(prose, /^ *(?:\(?\d+[.)]|[-*o]) /m),
  flag(prose, /^(?: {4}|\t)\S/m),
];

/** Times a commit waited between being written and being committed, in days. */
const delayDays = (message: MeasuredMessage): number =>
  Math.max(0, Math.min(400, (message.committer.time - message.author.time) / 86_400));

const shapeNumbers = (message: MeasuredMessage, prose: string): number[] => [
  Math.log1p(count(prose, /\S[^\n]*(?:\n|$)/g)),
  Math.log1p(count(prose.trim(), /\n\s*\n/g)),
  message.subject.length,
  count(message.subject, /: /g),
  message.author.email === message.committer.email ? 1 : 0,
  Math.log1p(delayDays(message)),
];

/** Numbers of {@link messageNames}. */
export const measureMessage = (message: MeasuredMessage, facts: MessageFacts, prose: string): number[] => [
  ...tagNumbers(facts),
  ...linkNumbers(facts),
  ...phraseNumbers(prose),
  ...shapeNumbers(message, prose),
  facts.reverts.length > 0 || /^revert\b/i.test(message.subject) ? 1 : 0,
];
