import type { Phrasings } from './phrasings.ts';

/** What the readers were made with. */
export const train: Phrasings = {
  id: [
    'The bug came with commit {id}.',
    'See commit {id}, which touched the same function.',
    'It builds on `{id}`.',
    'A similar fix is commit {id}.',
  ],
  subject: [
    'The bug was introduced by commit {id} ("{subject}").',
    'Commit `{id}` ("{subject}") touched the same code.',
    'It follows {id} ("{subject}").',
    'Compare "{subject}" ({id}).',
  ],
  message: [
    'The commit message says "{quote}".',
    'As the commit message states: "{quote}"',
    'According to the changelog, "{quote}".',
    '"{quote}", as the message puts it.',
  ],
  patch: [
    'The patch adds `{quote}`.',
    'It adds `{quote}` to the function.',
    'The diff shows `{quote}`.',
    'The fix inserts `{quote}` before the call.',
  ],
  line: [
    '{path}:{line} reads `{quote}`.',
    'Line {line} of {path} has `{quote}`.',
    'In {path} at line {line}, the code is `{quote}`.',
    '`{quote}` is at {path}:{line}.',
  ],
  version: [
    'This commit was first released in {version}.',
    'The fix landed in {version}.',
    'This patch was merged in {version}.',
    'It was released with {version}.',
  ],
  fixed: [
    'The bug was introduced in {version}.',
    'The bug has been present since {version}.',
    'The problem dates back to {version}.',
    'The regression appeared in {version}.',
  ],
  applies: [
    'It applies cleanly to {branch}.',
    'The patch applies to {branch} without conflicts.',
    'A cherry-pick to {branch} is clean: it picks cleanly there.',
    'This is a clean backport for {branch}.',
  ],
  conflicts: [
    'It conflicts on {branch}.',
    'The patch does not apply to {branch}.',
    'On {branch} there are merge conflicts.',
    'It needs adaptation for {branch}.',
  ],
  there: [
    'The fix is already in {branch}.',
    '{branch} already has this commit.',
    'This commit has been backported to {branch}.',
    'It was already picked to {branch}.',
  ],
  missing: [
    'The fix is missing from {branch}.',
    '{branch} lacks this commit.',
    'This commit is not yet in {branch}.',
    'It has not been backported to {branch}.',
  ],
  added: [
    'The patch adds {added} lines.',
    'It adds {added} lines and removes {removed}.',
    'Only {added} insertions and {removed} deletions.',
    'The change is small (+{added}/-{removed}).',
  ],
  files: [
    'It touches {files} files.',
    'The patch changes {files} files.',
    'Only {files} files are changed.',
    'The change is limited to {files} files.',
  ],
  author: [
    'It was written by {author}.',
    'The author is {author}.',
    'This patch was authored by {author}.',
    '{author} wrote this patch.',
  ],
  trailer: [
    'It has a {role}-by from {person}.',
    'It carries {role}-by: {person}.',
    'The {role}-by tag is from {person}.',
    'The patch was {role} by {person}.',
  ],
  tag: ['The commit has {tag} tag.', 'It carries {tag} tag.', 'The message contains {tag} tag.', 'There is {tag} tag.'],
  date: [
    'It was committed on {date}.',
    'The patch is dated {date}.',
    'This commit was authored on {date}.',
    'It was written on {date}.',
  ],
};
