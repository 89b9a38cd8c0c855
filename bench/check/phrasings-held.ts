import type { Phrasings } from './phrasings.ts';

/**
 * Written before the first run, after phrasings of explanations that were mailed with patches, and not looked at while the readers were
 * made. One of them was false by itself (a line of many called the only one) and was put right after the first run.
 */
export const held: Phrasings = {
  id: [
    'This is evident from similar commits found in the git log (e.g., commit {id}).',
    'The handling was extended by commit {id} some time ago, indicating this is standard practice.',
    'It depends on the helper introduced in commit {id}.',
    'The file has been stable for years (last major change was {id}).',
    'A prerequisite is {id}, which must be picked first.',
  ],
  subject: [
    'The git history shows a previous commit `{id}` ("{subject}") was already marked as important, so the area sees fixes.',
    'This should be backported to kernels containing commit {id} ("{subject}") which introduced incomplete handling.',
    'Root cause: {id} ("{subject}") forgot the error path.',
    'The culprit, commit {id} titled "{subject}", is old.',
    'Fixing what "{subject}" (commit {id}) broke.',
  ],
  message: [
    'The commit message explicitly states "{quote}" which is a real problem for users.',
    'The commit message clearly describes the scenario: "{quote}".',
    'As explicitly stated in the commit message: "{quote}"',
    'This is clearly stated in the commit message: "{quote}"',
    'The author notes that "{quote}".',
  ],
  patch: [
    'The fix simply adds `{quote}`, which is a defensive check.',
    'The change is straightforward: it adds `{quote}` and nothing that could break.',
    'By adding `{quote}` the problem goes away.',
    'The patch now inserts `{quote}` in the error path.',
    'The new code in the patch shows `{quote}`.',
  ],
  line: [
    'Looking at {path}:{line}, the statement `{quote}` is what matters.',
    'The conditional check at line {line} of {path} (`{quote}`) is what prevents it.',
    'In `{path}` (line {line}), it reads `{quote}`.',
    'The vulnerable code is in {path} around line {line}: `{quote}`.',
    'At {path}:{line} one finds `{quote}`.',
  ],
  version: [
    'The fix is already upstream and went into {version}.',
    'This change first appeared in {version}.',
    'The first release with this fix is {version}.',
    'This commit has been in mainline since {version}.',
    'The patch shipped in {version}.',
  ],
  fixed: [
    'The bug has existed since {version}, so older kernels are not concerned.',
    'The issue has been around since {version}.',
    'The regression was introduced in the {version} cycle by an earlier rework, i.e. it originated in {version}.',
    'This bug affects every release since {version}.',
    'The flawed code has been there since {version}.',
  ],
  applies: [
    'The fix is self-contained, requires no prerequisites, and can be cleanly applied to {branch}.',
    'Backport difficulty: low, it should apply cleanly on {branch}.',
    'A dry run shows no conflicts on {branch}.',
    '{branch}: clean cherry-pick.',
    'Cherry-picking it onto {branch} works without any conflict.',
  ],
  conflicts: [
    'It cannot be picked cleanly onto {branch}.',
    '{branch}: conflicts, manual backport needed.',
    'Backporting to {branch} requires manual adjustments because it fails to apply.',
    'Applying it to {branch} results in conflicts.',
    'A rework is needed since it does not apply cleanly to {branch}.',
  ],
  there: [
    'Note that this commit was backported to {branch} already.',
    '{branch} has already received this fix.',
    'The stable branch {branch} contains this commit.',
    'This patch is present in {branch}.',
    'It already landed in {branch}.',
  ],
  missing: [
    'So far {branch} does not contain this fix.',
    'This patch never reached {branch}.',
    '{branch} is still missing this commit.',
    'The fix is absent from {branch}.',
    '{branch} does not have the commit yet.',
  ],
  added: [
    'Minimal and contained: the fix adds only {added} lines of code and drops {removed} lines.',
    'Total impact: {added} lines added, {removed} lines removed.',
    'The diffstat is {added} insertions(+), {removed} deletions(-).',
    'It is a tiny patch: +{added} -{removed}.',
    'With {added} added lines and {removed} removed lines the risk is low.',
  ],
  files: [
    'The modification spans {files} files.',
    'Changes are confined to {files} files.',
    'Scope: {files} files changed.',
    'The patch modifies just {files} files.',
    'It only affects {files} source files.',
  ],
  author: [
    'The patch comes from its author, {author}, an experienced developer.',
    'Written by {author}, the change looks right.',
    'The commit, authored by {author}, is small.',
    '{author} is the author of this commit.',
    'Author: {author}.',
  ],
  trailer: [
    'Has "{Role}-by" tag from {person}, an experienced maintainer.',
    'The commit message indicates "{Role}-by: {person}", confirming the quality.',
    'It comes with a {Role}-by from {person} of the subsystem.',
    'It was {role} by {person}, which speaks for it.',
    'Trust: {Role}-by {person}.',
  ],
  tag: [
    'Evidence: the message has {tag} tag.',
    'The patch comes with {tag} tag, as one would expect.',
    'Note that there is {tag} tag in the message.',
    'It includes {tag} trailer.',
    'The commit carries {tag} line.',
  ],
  date: [
    'The commit was created on {date}.',
    'Timeline: authored {date}.',
    'The change was made on {date} and has seen testing since.',
    'It has been in the tree for a while (committed {date}).',
    'The patch was applied on {date}.',
  ],
};
