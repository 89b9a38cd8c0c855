/** One class of words: the name of its number and the word forms that count for it. */
interface WordClass {
  readonly name: string;
  readonly words: string;
}

/**
 * What fixes, features and clean-ups call themselves. Words that leak the decision (backport, stable, upstream) are
 * left out on purpose.
 */
const CLASSES: readonly WordClass[] = [
  { name: 'fix', words: 'fix fixes fixed fixing bugfix fixup hotfix' },
  { name: 'null', words: 'null nullptr dereference dereferences dereferenced dereferencing deref' },
  { name: 'leak', words: 'leak leaks leaking leaked leakage memleak kmemleak' },
  { name: 'race', words: 'race races racy racing raced concurrent concurrently concurrency kcsan tsan' },
  {
    name: 'deadlock',
    words:
      'deadlock deadlocks deadlocked livelock lockup lockups hang hangs hung stuck softlockup lockdep stall stalls',
  },
  {
    name: 'overflow',
    words: 'overflow overflows overflowed underflow underflows overrun overruns wraparound wraps truncated truncation',
  },
  { name: 'bounds', words: 'bounds oob bound boundary overread overwrite overwrites overwritten corrupt corrupts' },
  { name: 'lifetime', words: 'uaf dangling freed refcount refcounting lifetime stale' },
  {
    name: 'crash',
    words:
      'crash crashes crashed crashing oops oopses panic panics segfault segfaults sigsegv sigbus abort aborts gpf bug bugs kasan ubsan kmsan asan syzbot syzkaller triple-fault unbootable brick',
  },
  { name: 'warning', words: 'warning warnings warn warns splat splats complains complain' },
  {
    name: 'regression',
    words: 'regression regressions regress regressed broke broken breaks break breaking breakage inadvertently',
  },
  { name: 'revert', words: 'revert reverts reverted reverting' },
  { name: 'typo', words: 'typo typos spelling misspelled grammar wording comment comments kerneldoc' },
  {
    name: 'cleanup',
    words:
      'cleanup clean cleanups cleans simplify simplifies simplified tidy consolidate unify nicer readability style',
  },
  {
    name: 'refactor',
    words:
      'refactor refactoring rework reworked restructure reorganize reorganise split splits factor separate decouple',
  },
  {
    name: 'add',
    words: 'add adds added adding support supports supported implement implements implementation provide',
  },
  { name: 'introduce', words: 'introduce introduces introducing new create creates extend extends feature features' },
  { name: 'rename', words: 'rename renames renamed renaming' },
  {
    name: 'remove',
    words: 'remove removes removed removing removal drop drops dropped delete deletes unused obsolete dead redundant',
  },
  { name: 'move', words: 'move moves moved moving relocate' },
  { name: 'convert', words: 'convert converts converted conversion switch use replace replaces replaced' },
  { name: 'document', words: 'document documents documentation doc docs manual describe clarify readme' },
  { name: 'quirk', words: 'quirk quirks erratum errata workaround workarounds' },
  { name: 'device', words: 'id ids model models device devices board hardware firmware bios laptop platform' },
  {
    name: 'build',
    words: 'build builds building compile compiles compiled compiler compilation gcc clang linker meson makefile cmake',
  },
  {
    name: 'performance',
    words: 'performance optimize optimise optimization optimized faster speed speedup latency throughput efficient',
  },
  {
    name: 'wrong',
    words:
      'wrong wrongly incorrect incorrectly invalid bad erroneous erroneously improper improperly bogus mistake mistakenly accidentally unexpected unexpectedly buggy',
  },
  { name: 'missing', words: 'missing missed misses forgot forgotten forget lacks lacking omitted omit neglected' },
  { name: 'correct', words: 'correct correctly corrects corrected properly proper' },
  {
    name: 'guard',
    words:
      'avoid avoids prevent prevents ensure ensures check checks guard protect verify validate sanity sanitize reject',
  },
  { name: 'uninitialised', words: 'uninitialized uninitialised uninit initialize initialise initialization garbage' },
  {
    name: 'security',
    words:
      'security cve vulnerability vulnerable exploit exploited attack attacker malicious spectre meltdown mitigation mitigations disclosure untrusted',
  },
  { name: 'user', words: 'user users userspace guest guests' },
  { name: 'fails', words: 'fail fails failed failing failure failures error errors cannot' },
  { name: 'problem', words: 'issue issues problem problems reported reports report reproduce reproducer reproducible' },
  { name: 'cause', words: 'because since causes caused cause causing leads leading led results resulting triggers' },
  { name: 'checker', words: 'coverity smatch coccinelle sparse checkpatch cppcheck svace objtool' },
  { name: 'test', words: 'test tests selftest selftests testing testcase' },
  {
    name: 'later',
    words:
      'prepare prepares preparation preparatory preparing prep upcoming subsequent subsequently future following series',
  },
  { name: 'update', words: 'update updates updated sync bump version refresh' },
  { name: 'allow', words: 'allow allows permit enable enables enabled disable disables disabled' },
  { name: 'power', words: 'boot boots booting resume suspend hibernation hibernate kexec reboot hotplug' },
  { name: 'lock', words: 'lock locks locked locking unlock unlocked mutex spinlock rcu atomic barrier' },
  { name: 'memory', words: 'memory alloc allocation allocated free freeing buffer buffers pointer pointers array' },
  { name: 'config', words: 'config kconfig default option options' },
  { name: 'old', words: 'legacy deprecated older old compat compatibility' },
  { name: 'trace', words: 'call trace rip stack backtrace tainted workqueue' },
  { name: 'restore', words: 'restore restores restored again still only instead really actually' },
  { name: 'make', words: 'make makes making' },
];

const CLASS_OF: ReadonlyMap<string, number> = new Map(
  CLASSES.flatMap(({ words }, index) => words.split(' ').map((word) => [word, index] as const)),
);

const MOST_COUNTED = 4;

/** `subject-…` 0/1, `body-…` count up to 4, and `verb-…`: the first word behind the subject's prefix is of that class. */
export const wordNames: readonly string[] = [
  ...CLASSES.map(({ name }) => `subject-${name}`),
  ...CLASSES.map(({ name }) => `body-${name}`),
  ...CLASSES.map(({ name }) => `verb-${name}`),
  'body-words',
  'subject-words',
];

const isWordCode = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);

/** Calls `see` with the class (or -1) of every word; returns how many words there are. */
const countWords = (text: string, see: (wordClass: number) => void): number => {
  let words = 0;
  let start = -1;
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && isWordCode(text.charCodeAt(at))) {
      if (start < 0) start = at;
    } else if (start >= 0) {
      words += 1;
      if (at - start <= 14) see(CLASS_OF.get(text.slice(start, at).toLowerCase()) ?? -1);
      start = -1;
    }
  }
  return words;
};

/** The text behind the last `prefix: ` of a subject, e.g. `fix leak` of `net/mlx5: fix leak`. */
const behindPrefix = (subject: string): string => {
  const at = subject.lastIndexOf(': ', 60);
  return at < 0 ? subject : subject.slice(at + 2);
};

/** Numbers of {@link wordNames}; `prose` is the body without its trailers. */
export const measureWords = (subject: string, prose: string): number[] => {
  const inSubject = new Array<number>(CLASSES.length).fill(0);
  const inBody = new Array<number>(CLASSES.length).fill(0);
  const asVerb = new Array<number>(CLASSES.length).fill(0);
  const subjectWords = countWords(subject, (seen) => {
    if (seen >= 0) inSubject[seen] = 1;
  });
  const bodyWords = countWords(prose, (seen) => {
    if (seen >= 0) inBody[seen] = Math.min(MOST_COUNTED, (inBody[seen] ?? 0) + 1);
  });
  const verb = /[A-Za-z]+/.exec(behindPrefix(subject))?.[0];
  const verbClass = verb === undefined ? undefined : CLASS_OF.get(verb.toLowerCase());
  if (verbClass !== undefined) asVerb[verbClass] = 1;
  return [...inSubject, ...inBody, ...asVerb, Math.log1p(bodyWords), subjectWords];
};
