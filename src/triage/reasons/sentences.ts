import { BRANCHES } from './branches.ts';
import { RECORDS } from './records.ts';
import { count, fromLog, known, percent, plural, shareOf, yesNo, type Say } from './say-number.ts';

const NO_TARGET = 'names no commit in Fixes: that is in this history';
/** Where releases are tagged on their own branches, the last one on mainline is old and no part of the cycle. */
const YEARS = 730;
const NO_PATCH = 'the patch could not be read';

const lines = (before: string, noun: string, many?: string): Say =>
  known((value) => `${before} ${plural(fromLog(value), noun, many)}`, NO_PATCH);
const daysAgo = (what: string, never: string): Say =>
  known(
    (value) => (fromLog(value) === 0 ? `${what} on the same day` : `${what} ${plural(fromLog(value), 'day')} before`),
    never,
  );
const branches = (value: number): string => plural(count(value), 'live stable branch', 'live stable branches');

const FIXES = { one: 'is a fix', many: 'are fixes' };
const TAGGED = { one: 'is tagged for stable', many: 'are tagged for stable' };
const waited: Say = (value) =>
  fromLog(value) === 0
    ? 'was committed within a day of being written'
    : `waited ${plural(fromLog(value), 'day')} between writing and committing`;

/** Sentence parts of the features that need more than a pattern. */
export const SENTENCES: Readonly<Record<string, Say>> = {
  'tag-stable': yesNo('asks for stable with Cc: stable', 'does not ask for stable'),
  'tag-stable-since': yesNo('says from which stable version on it is wanted', 'names no stable version'),
  'tag-stable-prerequisite': yesNo('names a commit to pick first', 'names no commit to pick first'),
  'tag-no-autosel': yesNo('its author asks not to select it', 'its author did not opt out'),
  'tag-fixes': (value) =>
    ['has no Fixes: trailer', 'has a Fixes: trailer'][value] ?? `has ${count(value)} Fixes: trailers`,
  'target-kind': (value) =>
    ['has no Fixes: trailer', 'fixes a commit that is not in this history', 'fixes a commit of this history'][value] ??
    NO_TARGET,
  'target-age-days': known((value) => `fixes a commit that is ${plural(fromLog(value), 'day')} older`, NO_TARGET),
  'target-releases': known(
    (value) =>
      value === 0
        ? 'fixes a commit of the same release cycle'
        : `fixes a commit that came ${plural(count(value), 'release')} before`,
    NO_TARGET,
  ),
  'target-released': known(
    yesNo('fixes a commit that was released by then', 'fixes a commit that no release had by then'),
    NO_TARGET,
  ),
  'target-released-before': known(
    yesNo('fixes a commit that was already released', 'fixes a commit that was not released yet'),
    NO_TARGET,
  ),
  'target-branches': known(
    (value) => `fixes a commit that ${count(value) === 0 ? 'no live stable branch' : branches(value)} had`,
    NO_TARGET,
  ),
  'target-branch-share': known(
    (value) =>
      `fixes a commit that ${value === 1 ? 'all live stable branches' : value === 0 ? 'no live stable branch' : `${percent(value)} of the live stable branches`} had`,
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
        ? 'is the first commit that names its Fixes: target'
        : `another commit named the same Fixes: target ${plural(fromLog(value), 'day')} before`,
    'has no Fixes: trailer with an id',
  ),
  'series-before': (value) => `its author has ${plural(count(value), 'commit')} in the two days before it`,
  'series-after': (value) => `its author has ${plural(count(value), 'commit')} in the two days after it`,
  'series-near': (value) =>
    value === 0
      ? 'stands alone: its author has no other commit within two days'
      : `its author has ${plural(count(value), 'other commit')} within two days`,
  'series-folder': (value) =>
    `its author has ${plural(count(value), 'other commit')} in the same folder within two days`,
  'series-same-files': (value) =>
    `${plural(count(value), 'commit')} of its author touch the same files within two days`,
  'series-fix-share': shareOf(
    "its author's other commits within two days",
    FIXES,
    'its author has no other commit within two days',
  ),
  'series-tagged-share': shareOf(
    "its author's other commits within two days",
    TAGGED,
    'its author has no other commit within two days',
  ),
  'series-largest': known(
    (value) => `the largest commit of its author around it has ${plural(fromLog(value), 'line')}`,
    'its author has no other commit within two days',
  ),
  'series-written-before': known(
    (value) =>
      fromLog(value) === 0
        ? "was written within an hour of its author's commit before it"
        : `was written ${plural(fromLog(value), 'hour')} after its author's commit before it`,
    'its author wrote nothing shortly before',
  ),
  'series-written-after': known(
    (value) =>
      fromLog(value) === 0
        ? "was written within an hour of its author's next commit"
        : `was written ${plural(fromLog(value), 'hour')} before its author's next commit`,
    'its author wrote nothing shortly after',
  ),
  'series-written-hour': (value) => `its author wrote ${plural(count(value), 'other commit')} within an hour`,
  'series-written-minute': (value) => `its author wrote ${plural(count(value), 'other commit')} within a minute`,
  'series-run-before': (value) => `follows ${plural(count(value), 'commit')} of the same author`,
  'series-run-after': (value) => `is followed by ${plural(count(value), 'commit')} of the same author`,
  'prefix-near': (value) => `${plural(count(value), 'other commit')} with the same subject prefix within two days`,
  'prefix-near-fix-share': shareOf(
    'the commits with its subject prefix within two days',
    FIXES,
    'no other commit with its subject prefix came within two days',
  ),
  'prefix-near-tagged-share': shareOf(
    'the commits with its subject prefix within two days',
    TAGGED,
    'no other commit with its subject prefix came within two days',
  ),
  'batch-size': (value) => `its committer applied ${plural(count(value), 'other commit')} within two hours`,
  'batch-authors': (value) => `applied together with commits of ${plural(count(value), 'author')}`,
  'batch-fix-share': shareOf(
    'the commits applied together with it',
    FIXES,
    'its committer applied nothing else within two hours',
  ),
  'batch-tagged-share': shareOf(
    'the commits applied together with it',
    TAGGED,
    'its committer applied nothing else within two hours',
  ),
  'mail-part': known((value) => `was mail ${count(value)} of its series`, 'no link tells its place in a mail series'),
  'mail-series-size': known(
    (value) => `${plural(count(value), 'commit')} of its mail series are in mainline`,
    'no link tells its mail series',
  ),
  'mail-series-place': known(
    (value) => `comes after ${plural(count(value), 'commit')} of its mail series`,
    'no link tells its mail series',
  ),
  'mail-series-fix-share': shareOf(
    'the other commits of its mail series',
    FIXES,
    'no other commit of its mail series is known',
  ),
  ...RECORDS,
  ...BRANCHES,
  'file-age-days': known(
    (value) => `its files go back ${plural(fromLog(value), 'day')} in this history`,
    'nothing in this history touched its files before',
  ),
  'file-touched-days': daysAgo('its files were last touched', 'nothing in this history touched its files before'),
  'file-year-commits': known(
    (value) => `${plural(fromLog(value), 'commit')} touched its busiest file in the last year`,
    'the changed files are not known',
  ),
  'file-last-same-author': yesNo(
    'its author also made the last change of its files',
    'its author did not make the last change of its files',
  ),
  'file-last-was-fix': known(
    yesNo('the last change of its files was a fix', 'the last change of its files was no fix'),
    'nothing in this history touched its files before',
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
  'author-days': daysAgo("its author's first commit here came", 'its author has no earlier commit here'),
  'author-fix-share': shareOf(
    "its author's earlier commits",
    { one: 'has a Fixes: trailer', many: 'have a Fixes: trailer' },
    'its author has no earlier commit here',
  ),
  'author-commits': yesNo('was committed by its author', 'was committed by another person'),
  'author-delay-days': waited,
  'written-days-before': waited,
  'later-fixes': (value) => `${plural(count(value), 'commit')} of the two weeks after fix it`,
  'later-reverts': (value) => `${plural(count(value), 'commit')} of the two weeks after revert it`,
  'cycle-days': known(
    (value) =>
      value > YEARS
        ? 'came years after the last release that is on mainline'
        : `came ${plural(count(value), 'day')} after the last release`,
    'came before the first known release',
  ),
  'cycle-candidates': known(
    (value) => `came after ${plural(count(value), 'release candidate')} of the next release`,
    'came before the first known release',
  ),
  'cycle-tag-days': known(
    (value) => `came ${plural(count(value), 'day')} after the last tagged version`,
    'came before the first known tag',
  ),
  'cycle-released': yesNo('was in a tagged version within two weeks', 'was in no tagged version within two weeks'),
  'cycle-written-before': known(
    yesNo('was written before the last release', 'was written after the last release'),
    'came before the first known release',
  ),
  'live-branches': (value) => `${branches(value)} took commits at its time`,
  'is-revert': yesNo('is a revert', 'is no revert'),
  'reverts-age-days': known(
    (value) => `reverts a commit that is ${plural(fromLog(value), 'day')} older`,
    'reverts nothing known',
  ),
  'reverts-taken': known(
    yesNo('reverts a commit that a stable branch had taken', 'reverts a commit that no stable branch had taken'),
    'reverts nothing known',
  ),
  files: lines('changes', 'file'),
  folders: lines('changes files in', 'folder'),
  hunks: lines('has', 'hunk'),
  sections: lines('changes', 'function'),
  'lines-added': known((value) => `adds ${plural(fromLog(value), 'line')}`, NO_PATCH),
  'lines-removed': known((value) => `removes ${plural(fromLog(value), 'line')}`, NO_PATCH),
  'lines-net': known(
    (value) =>
      fromLog(value) === 0
        ? 'adds as many lines as it removes'
        : `${value < 0 ? 'shrinks' : 'grows'} the code by ${plural(fromLog(value), 'line')}`,
    NO_PATCH,
  ),
  'lines-added-share': known((value) => `${percent(value)} of its changed lines are added`, NO_PATCH),
  'largest-file-share': known((value) => `${percent(value)} of its changed lines are in one file`, NO_PATCH),
  'hunk-mean-lines': lines('its hunks with their context have on average', 'line'),
  'source-lines': lines('changes', 'line of source code', 'lines of source code'),
  'text-lines': lines('changes', 'line, blank ones left out', 'lines, blank ones left out'),
  'block-largest': known((value) => `its largest change in one place is ${plural(fromLog(value), 'line')}`, NO_PATCH),
  'blocks-replaced': lines('replaces', 'block of lines', 'blocks of lines'),
  'blocks-added': lines('adds', 'block of lines without removing any', 'blocks of lines without removing any'),
  'blocks-removed': lines('removes', 'block of lines without adding any', 'blocks of lines without adding any'),
  'moved-share': known((value) => `${percent(value)} of its lines only moved`, NO_PATCH),
  'comment-share': known((value) => `${percent(value)} of its lines are comments`, NO_PATCH),
  'comment-only': known(yesNo('changes only comments', 'changes more than comments'), NO_PATCH),
  'space-only': known(yesNo('changes only white space', 'changes more than white space'), NO_PATCH),
  'body-words': (value) => `its message has ${plural(fromLog(value), 'word')}`,
  'body-lines': (value) => `its message has ${plural(fromLog(value), 'line')}`,
  'body-paragraphs': (value) => `its message has ${plural(fromLog(value) + 1, 'paragraph')}`,
  'subject-words': (value) => `its subject has ${plural(count(value), 'word')}`,
  'subject-length': (value) => `its subject has ${plural(count(value), 'character')}`,
  'subject-prefixes': (value) => `its subject has ${plural(count(value), 'prefix', 'prefixes')}`,
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
  'says-out-of-bounds': yesNo('speaks of an access out of bounds', 'does not speak of an access out of bounds'),
  'says-use-after-free': yesNo('speaks of a use after free', 'does not speak of a use after free'),
  'says-off-by-one': yesNo('speaks of an error by one', 'does not speak of an error by one'),
  'says-double-free': yesNo('speaks of a double free', 'does not speak of a double free'),
  'says-should': yesNo('says what should or must not be', 'does not say what should or must not be'),
  'files-new': lines('adds', 'file'),
  'files-deleted': lines('deletes', 'file'),
  'files-renamed': lines('renames', 'file'),
  'files-binary': lines('changes', 'binary file'),
  'depth-least': known((value) => `its highest file lies ${plural(count(value), 'folder')} deep`, NO_PATCH),
  'depth-most': known((value) => `its deepest file lies ${plural(count(value), 'folder')} deep`, NO_PATCH),
  'tag-bug-link': yesNo('links to a bug report', 'links to no bug report'),
  'tag-patch-link': yesNo('links to the mail of its patch', 'does not link to the mail of its patch'),
  'reporter-robot': yesNo('was reported by a robot', 'was not reported by a robot'),
};
