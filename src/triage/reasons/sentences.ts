type Say = (value: number) => string;

const count = (value: number): number => Math.round(value);
const fromLog = (value: number): number => Math.round(Math.expm1(Math.abs(value)));
const percent = (value: number): string => `${(value * 100).toFixed(value < 0.1 ? 1 : 0)} %`;
const plural = (number: number, noun: string): string =>
  `${number === 0 ? 'no' : number} ${noun}${number === 1 ? '' : 's'}`;

/** `otherwise` when the value is unknown. */
const known =
  (say: Say, otherwise: string): Say =>
  (value) =>
    Number.isNaN(value) ? otherwise : say(value);

const yesNo =
  (yes: string, no: string): Say =>
  (value) =>
    value > 0 ? yes : no;

const NO_TARGET = 'names no commit in Fixes: that is in this history';

const rate = (whose: string): Say =>
  known(
    (value) => `${percent(value)} of the decided commits ${whose} were taken`,
    `nothing is known of commits ${whose}`,
  );

const excess = (whose: string): Say =>
  known(
    (value) =>
      `commits ${whose} were taken ${Math.abs(value) < 0.01 ? 'about as often as' : value > 0 ? 'more often than' : 'less often than'} their tags let expect`,
    `nothing is known of commits ${whose}`,
  );

const decided = (whose: string): Say =>
  known(
    (value) => `${plural(fromLog(value), 'commit')} ${whose} decided lately`,
    `nothing is known of commits ${whose}`,
  );

const record = (key: string, whose: string): Record<string, Say> => ({
  [`rate-${key}`]: rate(whose),
  [`excess-${key}`]: excess(whose),
  [`decided-${key}`]: decided(whose),
});

const lines = (noun: string): Say => known((value) => plural(fromLog(value), noun), 'the patch could not be read');
const daysAgo = (what: string, never: string): Say =>
  known((value) => `${what} ${plural(fromLog(value), 'day')} before`, never);
const shareOf = (others: string, what: string): Say =>
  known((value) => `${percent(value)} of ${others} ${what}`, `there are none of ${others}`);

/** Sentence parts of the features that need more than a pattern. */
export const SENTENCES: Readonly<Record<string, Say>> = {
  'tag-stable': yesNo('asks for stable with Cc: stable', 'does not ask for stable'),
  'tag-stable-since': yesNo('says from which stable version on it is wanted', 'names no stable version'),
  'tag-stable-prerequisite': yesNo('names a commit to pick first', 'names no commit to pick first'),
  'tag-no-autosel': yesNo('its author asks not to select it', 'its author did not opt out'),
  'tag-fixes': (value) => (value > 0 ? `has ${plural(count(value), 'Fixes: trailer')}` : 'has no Fixes: trailer'),
  'target-kind': (value) =>
    ['has no Fixes: trailer', 'fixes a commit that is not in this history', 'fixes a commit of this history'][value] ??
    NO_TARGET,
  'target-age-days': known((value) => `fixes a commit that is ${plural(fromLog(value), 'day')} older`, NO_TARGET),
  'target-releases': known((value) => `fixes a commit that came ${plural(count(value), 'release')} before`, NO_TARGET),
  'target-released': known(
    yesNo('fixes a commit that was released by then', 'fixes a commit that no release had by then'),
    NO_TARGET,
  ),
  'target-released-before': known(
    yesNo('fixes a commit that was already released', 'fixes a commit that was not released yet'),
    NO_TARGET,
  ),
  'target-branches': known(
    (value) => `fixes a commit that ${plural(count(value), 'live stable branch').replace(/branchs$/, 'branches')} had`,
    NO_TARGET,
  ),
  'target-branch-share': known(
    (value) => `fixes a commit that ${percent(value)} of the live stable branches had`,
    NO_TARGET,
  ),
  'target-taken': known(
    yesNo('fixes a commit that was itself taken by a stable branch', 'fixes a commit that no stable branch had taken'),
    NO_TARGET,
  ),
  'target-same-author': known(
    yesNo('fixes a commit of the same author', 'fixes a commit of another author'),
    NO_TARGET,
  ),
  'target-lines': known((value) => `fixes a commit of ${plural(fromLog(value), 'line')}`, NO_TARGET),
  'target-files': known((value) => `fixes a commit of ${plural(fromLog(value), 'file')}`, NO_TARGET),
  'target-is-fix': known(yesNo('fixes a commit that was a fix', 'fixes a commit that was no fix'), NO_TARGET),
  'target-tagged': known(
    yesNo('fixes a commit that was tagged for stable', 'fixes a commit that was not tagged for stable'),
    NO_TARGET,
  ),
  'target-other-fixes': known(
    (value) => `fixes a commit that ${plural(count(value), 'other commit')} fixed too`,
    NO_TARGET,
  ),
  'target-same-files': known((value) => `${percent(value)} of its files were in the commit it fixes`, NO_TARGET),
  'target-first-named': known(
    (value) =>
      value < 0
        ? 'is the first known fix of its Fixes: target'
        : `its Fixes: target was first fixed ${plural(fromLog(value), 'day')} before`,
    'has no Fixes: trailer with an id',
  ),
  'series-before': (value) => `${plural(count(value), 'commit')} of its author in the two days before`,
  'series-after': (value) => `${plural(count(value), 'commit')} of its author in the two days after`,
  'series-near': (value) =>
    value === 0
      ? 'stands alone: its author has no other commit within two days'
      : `its author has ${plural(count(value), 'other commit')} within two days`,
  'series-folder': (value) =>
    `its author has ${plural(count(value), 'other commit')} in the same folder within two days`,
  'series-same-files': (value) =>
    `${plural(count(value), 'commit')} of its author touch the same files within two days`,
  'series-fix-share': shareOf("its author's commits around it", 'are fixes'),
  'series-tagged-share': shareOf("its author's commits around it", 'are tagged for stable'),
  'series-largest': known(
    (value) => `the largest commit of its author around it has ${plural(fromLog(value), 'line')}`,
    'its author has no other commit within two days',
  ),
  'series-written-before': known(
    (value) => `written ${plural(fromLog(value), 'hour')} after the author's commit before it`,
    'its author wrote nothing shortly before',
  ),
  'series-written-after': known(
    (value) => `written ${plural(fromLog(value), 'hour')} before the author's next commit`,
    'its author wrote nothing shortly after',
  ),
  'series-written-hour': (value) => `its author wrote ${plural(count(value), 'other commit')} within an hour`,
  'series-written-minute': (value) => `its author wrote ${plural(count(value), 'other commit')} within a minute`,
  'series-run-before': (value) => `follows ${plural(count(value), 'commit')} of the same author`,
  'series-run-after': (value) => `is followed by ${plural(count(value), 'commit')} of the same author`,
  'prefix-near': (value) => `${plural(count(value), 'other commit')} with the same subject prefix within two days`,
  'prefix-near-fix-share': shareOf('the commits with its subject prefix around it', 'are fixes'),
  'prefix-near-tagged-share': shareOf('the commits with its subject prefix around it', 'are tagged for stable'),
  'batch-size': (value) => `its committer applied ${plural(count(value), 'other commit')} within two hours`,
  'batch-authors': (value) => `applied together with commits of ${plural(count(value), 'author')}`,
  'batch-fix-share': shareOf('the commits applied together with it', 'are fixes'),
  'batch-tagged-share': shareOf('the commits applied together with it', 'are tagged for stable'),
  'mail-part': known((value) => `was mail ${count(value)} of its series`, 'no link tells its place in a mail series'),
  'mail-series-size': known(
    (value) => `${plural(count(value), 'commit')} of its mail series are in mainline`,
    'no link tells its mail series',
  ),
  'mail-series-place': known(
    (value) => `comes after ${plural(count(value), 'commit')} of its mail series`,
    'no link tells its mail series',
  ),
  'mail-series-fix-share': shareOf('the rest of its mail series', 'are fixes'),
  ...record('author', 'of its author'),
  ...record('committer', 'of its committer'),
  ...record('prefix', 'with its subject prefix'),
  ...record('system', 'of its subsystem'),
  ...record('verb', 'whose subject begins with the same word'),
  ...record('folder1', 'in the same top folder'),
  ...record('folder2', 'in the same part of the tree'),
  ...record('folder3', 'in the same folder'),
  ...record('path', 'to the same files'),
  'rate-overall': (value) => `${percent(value)} of all decided commits were taken`,
  'file-age-days': daysAgo('its oldest file first changed', 'its files were never touched before'),
  'file-touched-days': daysAgo('its files were last touched', 'its files were never touched before'),
  'file-year-commits': known(
    (value) => `${plural(fromLog(value), 'commit')} touched its busiest file in the last year`,
    'the changed files are not known',
  ),
  'file-last-same-author': yesNo('the same author touched its files last', 'another author touched its files last'),
  'file-last-was-fix': known(
    yesNo('the last change of its files was a fix', 'the last change of its files was no fix'),
    'its files were never touched before',
  ),
  'file-later-touches': (value) => `${plural(count(value), 'commit')} touched its files in the two weeks after`,
  'near-file-later-tagged': (value) =>
    `${plural(count(value), 'later commit')} to its files asked for stable within two weeks`,
  'near-file-later-fixes': (value) =>
    `${plural(count(value), 'later commit')} to its files had a Fixes: trailer within two weeks`,
  'near-file-tagged': (value) => `${plural(count(value), 'commit')} to its files asked for stable within two days`,
  'near-file-fixes': (value) => `${plural(count(value), 'commit')} to its files had a Fixes: trailer within two days`,
  'author-applied': (value) => `its author had applied ${plural(fromLog(value), 'commit')}`,
  'author-past': (value) => `its author has ${plural(fromLog(value), 'earlier commit')}`,
  'author-days': daysAgo("its author's first commit came", 'its author is new here'),
  'author-fix-share': shareOf("its author's earlier commits", 'have a Fixes: trailer'),
  'author-commits': yesNo('was committed by its author', 'was committed by another person'),
  'author-delay-days': (value) => `waited ${plural(fromLog(value), 'day')} between writing and committing`,
  'written-days-before': (value) => `waited ${plural(fromLog(value), 'day')} between writing and committing`,
  'later-fixes': (value) => `${plural(count(value), 'commit')} of the two weeks after fix it`,
  'later-reverts': (value) => `${plural(count(value), 'commit')} of the two weeks after revert it`,
  'cycle-days': known(
    (value) => `came ${plural(count(value), 'day')} after a release`,
    'came before the first known release',
  ),
  'cycle-candidates': known(
    (value) => `came after ${plural(count(value), 'release candidate')}`,
    'came before the first known release',
  ),
  'cycle-tag-days': known(
    (value) => `came ${plural(count(value), 'day')} after a tag`,
    'came before the first known tag',
  ),
  'cycle-released': yesNo('was in a tagged version within two weeks', 'was in no tagged version within two weeks'),
  'cycle-written-before': known(
    yesNo('was written before the last release', 'was written after the last release'),
    'came before the first known release',
  ),
  'live-branches': (value) =>
    `${plural(count(value), 'stable branch').replace(/branchs$/, 'branches')} took commits at the time`,
  'is-revert': yesNo('is a revert', 'is no revert'),
  'reverts-age-days': known(
    (value) => `reverts a commit that is ${plural(fromLog(value), 'day')} older`,
    'reverts nothing known',
  ),
  'reverts-taken': known(
    yesNo('reverts a commit that a stable branch had taken', 'reverts a commit that no stable branch had taken'),
    'reverts nothing known',
  ),
  files: lines('changed file'),
  folders: lines('changed folder'),
  hunks: lines('hunk'),
  sections: lines('changed function'),
  'lines-added': known((value) => `adds ${plural(fromLog(value), 'line')}`, 'the patch could not be read'),
  'lines-removed': known((value) => `removes ${plural(fromLog(value), 'line')}`, 'the patch could not be read'),
  'lines-net': known(
    (value) => `${value < 0 ? 'shrinks' : 'grows'} the code by ${plural(fromLog(value), 'line')}`,
    'the patch could not be read',
  ),
  'lines-added-share': known(
    (value) => `${percent(value)} of its changed lines are added`,
    'the patch could not be read',
  ),
  'largest-file-share': known(
    (value) => `${percent(value)} of its changed lines are in one file`,
    'the patch could not be read',
  ),
  'hunk-mean-lines': lines('line a hunk, context included'),
  'source-lines': lines('changed line of source code'),
  'text-lines': lines('changed line that is not blank'),
  'block-largest': known(
    (value) => `its largest change in one place is ${plural(fromLog(value), 'line')}`,
    'the patch could not be read',
  ),
  'blocks-replaced': lines('replaced block of lines'),
  'blocks-added': lines('block of only added lines'),
  'blocks-removed': lines('block of only removed lines'),
  'moved-share': known((value) => `${percent(value)} of its lines only moved`, 'the patch could not be read'),
  'comment-share': known((value) => `${percent(value)} of its lines are comments`, 'the patch could not be read'),
  'comment-only': known(yesNo('changes only comments', 'changes more than comments'), 'the patch could not be read'),
  'space-only': known(
    yesNo('changes only white space', 'changes more than white space'),
    'the patch could not be read',
  ),
  'body-words': (value) => `its message has ${plural(fromLog(value), 'word')}`,
  'body-lines': (value) => `its message has ${plural(fromLog(value), 'line')}`,
  'body-paragraphs': (value) => `its message has ${plural(fromLog(value) + 1, 'paragraph')}`,
  'subject-words': (value) => `its subject has ${plural(count(value), 'word')}`,
  'subject-length': (value) => `its subject has ${plural(count(value), 'character')}`,
  'subject-prefixes': (value) => `its subject has ${plural(count(value), 'prefix').replace(/prefixs$/, 'prefixes')}`,
  'has-trace': yesNo('its message shows a stack trace', 'its message shows no stack trace'),
  'has-oops': yesNo('its message quotes a crash report', 'its message quotes no crash report'),
  'has-list': yesNo('its message has a list', 'its message has no list'),
  'has-code': yesNo('its message quotes code or output', 'its message quotes no code or output'),
  'names-commits': (value) => `its message names ${plural(count(value), 'commit')}`,
  'names-version': yesNo('its message names a version', 'its message names no version'),
  'names-advisory': yesNo('names a security advisory', 'names no security advisory'),
  'says-no-functional-change': yesNo('says that it changes no behaviour', 'does not say that it changes no behaviour'),
  'says-in-preparation': yesNo('prepares a later change', 'does not say that it prepares a later change'),
  'says-since-commit': yesNo('says which commit brought the problem', 'does not say which commit brought the problem'),
  'reporter-robot': yesNo('was reported by a robot', 'was not reported by a robot'),
};
