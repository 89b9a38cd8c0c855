/**
 * Ways to state things, with places for what is stated. `train` is what the readers were made with; `held` was written before the first
 * run, after phrasings of explanations that were mailed with patches, and was not looked at while the readers were made.
 */
export type Topic =
  | 'id'
  | 'subject'
  | 'message'
  | 'patch'
  | 'line'
  | 'version'
  | 'fixed'
  | 'applies'
  | 'conflicts'
  | 'there'
  | 'missing'
  | 'added'
  | 'files'
  | 'author'
  | 'trailer'
  | 'tag'
  | 'date';

export const train: Readonly<Record<Topic, readonly string[]>> = {
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

export const held: Readonly<Record<Topic, readonly string[]>> = {
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

/** A second held-out set, written after the first had been looked at. */
export const fresh: Readonly<Record<Topic, readonly string[]>> = {
  id: [
    'I looked at {id} and it is unrelated.',
    'Blame points at commit {id}.',
    'The same pattern was applied before, see `{id}` for instance.',
    'This needs {id} first.',
    'Related work: {id}, same author.',
  ],
  subject: [
    'git blame shows {id} ("{subject}") as the origin of these lines.',
    'The prerequisite `{id}` ("{subject}") is in place.',
    'Earlier in the same area: {id} "{subject}".',
    'Commit {id}, "{subject}", went the other way.',
    'Dependencies: {id} ("{subject}")',
  ],
  message: [
    'The changelog itself says "{quote}".',
    'Quoting the commit message: "{quote}".',
    'The commit message mentions that "{quote}".',
    'From the commit message: "{quote}"',
    'The author explains: "{quote}".',
  ],
  patch: [
    'All it does is add `{quote}`.',
    'The patch introduces `{quote}`.',
    'The diff adds `{quote}` in one place.',
    'The hunk contains `{quote}`.',
    'It also adds the line `{quote}`.',
  ],
  line: [
    'See {path}:{line} (`{quote}`).',
    '`{path}:{line}` says `{quote}`.',
    'The file {path} has `{quote}` on line {line}.',
    'On line {line} of `{path}` there is `{quote}`.',
    '{path}, line {line}: `{quote}`.',
  ],
  version: [
    'The commit made it into {version}.',
    'Mainline has this fix since {version}.',
    'Released: this fix is part of {version}.',
    'It got merged for {version}.',
    'This fix became available with {version}.',
  ],
  fixed: [
    'The defect appeared with {version}.',
    'The bug goes back to {version}.',
    'Kernels since {version} have this problem.',
    'Introduced: the bug came in with {version}.',
    'The vulnerable code was added in {version}.',
  ],
  applies: [
    '{branch} takes it without conflicts.',
    'Clean apply on {branch}.',
    'For {branch} the patch applies as is.',
    'It will apply cleanly to {branch}.',
    'Tested: cherry-picks cleanly to {branch}.',
  ],
  conflicts: [
    'It fails to apply on {branch}.',
    'Picking it to {branch} conflicts.',
    'For {branch} an adapted backport is needed because of conflicts.',
    'There is a conflict on {branch}.',
    'The patch will not apply cleanly to {branch}.',
  ],
  there: [
    'A backport of this commit is already in {branch}.',
    '{branch} already contains it.',
    'The commit has already been applied to {branch}.',
    'This fix was picked up by {branch}.',
    '{branch} already carries this patch.',
  ],
  missing: [
    '{branch} still lacks the fix.',
    'The commit has not reached {branch}.',
    'It is not in {branch}.',
    'There is no backport of this fix in {branch}; it is missing there.',
    'This fix was never backported to {branch}.',
  ],
  added: [
    'Size: {added} lines added and {removed} removed.',
    'It inserts {added} lines and deletes {removed} lines.',
    'The patch is small: {added} additions, {removed} deletions.',
    'Diffstat: +{added}, -{removed}.',
    'In total it adds {added} lines of code.',
  ],
  files: [
    'The diff covers {files} files.',
    'It modifies {files} files in total.',
    'The patch is contained in {files} files.',
    'Number of files: it touches {files} files.',
    '{files} files are touched.',
  ],
  author: [
    '{author} authored this commit.',
    'It is a patch written by {author}.',
    'The commit author is {author}.',
    'Author of the patch: {author}.',
    'The fix was developed by {author}.',
  ],
  trailer: [
    'There is a {Role}-by from {person}.',
    'Tags: {Role}-by: {person}.',
    'The patch has been {role} by {person}.',
    'It bears the {Role}-by of {person}.',
    '{Role}-by tag by {person}.',
  ],
  tag: [
    'The commit message includes {tag} line.',
    'It was sent with {tag} tag.',
    'In the trailers there is {tag} tag.',
    'The author gave it {tag} tag: the commit has {tag} tag.',
    'The patch has {tag} tag.',
  ],
  date: [
    'Date: committed {date}.',
    'It was merged on {date}.',
    'The fix was authored on {date} and then merged.',
    'The commit date is {date}.',
    'The patch, written on {date}, is mature.',
  ],
};

/** Sentences of explanations that state nothing a program can look up. */
export const around: readonly string[] = [
  'This commit should be backported to stable kernel trees for the following reasons:',
  'The fix is minimal and surgical, with low risk of regression.',
  'It does not introduce new features or architectural changes.',
  'The change affects real users and follows the stable rules.',
  'No prerequisites are required, and the affected code path is common.',
  'Small and contained fix, obviously correct.',
];
