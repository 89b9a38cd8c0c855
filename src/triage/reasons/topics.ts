/** Features whose effects are told as one reason, by the start of their names; the first that fits counts. */
const TOPICS: readonly (readonly [topic: string, starts: readonly string[]])[] = [
  ['stable tag', ['tag-stable', 'tag-no-autosel']],
  ['fixes', ['tag-fixes', 'target-', 'mended-']],
  ['series', ['series-', 'mail-', 'batch-size', 'batch-authors', 'prefix-near']],
  ['neighbours', ['series-fix-share', 'batch-fix-share', 'batch-tagged-share', 'near-file-']],
  ['author record', ['rate-author', 'excess-author', 'decided-author', 'author-']],
  ['committer record', ['rate-committer', 'excess-committer', 'decided-committer']],
  [
    'subsystem record',
    ['prefix', 'system', 'folder1', 'folder2', 'folder3'].flatMap((of) => [
      `rate-${of}`,
      `excess-${of}`,
      `decided-${of}`,
    ]),
  ],
  ['file record', ['rate-path', 'excess-path', 'decided-path', 'file-']],
  ['verb record', ['rate-verb', 'excess-verb', 'decided-verb', 'verb-']],
  ['branches', ['branch-']],
  ['cycle', ['cycle-', 'live-branches', 'rate-overall']],
  [
    'report',
    [
      'tag-reported-by',
      'tag-closes',
      'tag-bug-link',
      'reporter-',
      'has-trace',
      'has-oops',
      'body-crash',
      'body-trace',
      'tag-bugzilla-id',
    ],
  ],
  ['review', ['tag-']],
  ['waiting', ['author-delay-days', 'written-days-before']],
  ['follow-up', ['later-']],
  ['revert', ['is-revert', 'reverts-', 'subject-revert', 'body-revert']],
  [
    'size',
    ['lines-', 'files', 'folders', 'hunk', 'sections', 'largest-file-share', 'source-lines', 'text-lines', 'block'],
  ],
  [
    'message length',
    ['body-words', 'body-lines', 'body-paragraphs', 'subject-words', 'subject-length', 'has-list', 'has-code'],
  ],
  ['comments', ['comment-', 'added-line-comment', 'removed-line-comment']],
  ['place', ['share-', 'depth-']],
];

/** The reason that a feature belongs to; a feature of no topic is a reason of its own. */
export const topicOf = (feature: string): string => {
  const own = /^(?:subject|body)-(.+)$/.exec(feature)?.[1];
  const found = TOPICS.find(([, starts]) => starts.some((start) => feature.startsWith(start)));
  if (found !== undefined) return found[0];
  if (own !== undefined) return `word ${own}`;
  const line = /^(?:added|removed|more)-(.+)$/.exec(feature)?.[1];
  return line === undefined ? feature : `line ${line}`;
};

/** What a reader can neither check in the commit nor act on: how long, how old, how busy, how much is known. */
const BACKGROUND =
  /^(?:cycle-|live-branches|rate-overall|decided-|(?:rate|excess)-(?:committer|verb|folder\d)|body-(?:words|lines|paragraphs)|subject-(?:words|length|prefixes)|has-(?:list|code)|author-(?:days|past|applied|delay-days)|written-days-before|file-(?:age-days|touched-days|year-commits)|depth-|batch-(?:size|authors))/;

/** A reason of the background must weigh this much more to be told before another one. */
const BACKGROUND_WEIGHT = 0.6;

/** How much of a feature's effect counts when reasons are put in order. */
export const weightOf = (feature: string): number => (BACKGROUND.test(feature) ? BACKGROUND_WEIGHT : 1);
