import type { Patch } from '../../git/index.ts';

interface TokenClass {
  readonly name: string;
  readonly tokens: string;
}

/**
 * What a changed line can contain. A token is a part of an identifier between underscores or other signs, as written:
 * `spin_unlock_irq` has the tokens spin, unlock and irq.
 */
const CLASSES: readonly TokenClass[] = [
  { name: 'if', tokens: 'if unless' },
  { name: 'else', tokens: 'else' },
  { name: 'return', tokens: 'return' },
  { name: 'null', tokens: 'NULL nullptr' },
  { name: 'goto', tokens: 'goto' },
  { name: 'break', tokens: 'break continue' },
  { name: 'loop', tokens: 'for while foreach each do' },
  { name: 'lock', tokens: 'lock locked trylock mutex spinlock raw rwlock semaphore down up' },
  { name: 'unlock', tokens: 'unlock' },
  { name: 'free', tokens: 'free kfree vfree kvfree freep put release destroy dispose unregister cleanup devm unref' },
  { name: 'alloc', tokens: 'alloc kmalloc kzalloc kcalloc malloc calloc zalloc realloc vmalloc xzalloc new register' },
  { name: 'warn', tokens: 'WARN BUG ASSERT assert VERIFY lockdep ONCE' },
  {
    name: 'errno',
    tokens: 'EINVAL ENOMEM EIO ENODEV ENOENT EFAULT EBUSY EAGAIN EPERM ENOTSUP EOPNOTSUPP ERANGE err errno',
  },
  { name: 'unlikely', tokens: 'unlikely likely' },
  { name: 'atomic', tokens: 'atomic refcount ref refs kref get dec inc' },
  { name: 'rcu', tokens: 'rcu RCU synchronize' },
  { name: 'barrier', tokens: 'READ WRITE smp barrier mb rmb wmb volatile acquire' },
  { name: 'bounds', tokens: 'sizeof min max clamp MIN MAX SIZE ARRAY size len length overflow LEN limit' },
  { name: 'zeroing', tokens: 'memset memzero zero bzero init zeroed' },
  { name: 'copy', tokens: 'memcpy memmove strcpy strncpy strscpy strlcpy snprintf sprintf copy' },
  { name: 'width', tokens: 'u8 u16 u32 u64 s32 s64 uint8 uint16 uint32 uint64 unsigned long UL ULL U64 ssize' },
  { name: 'declaration', tokens: 'struct enum union typedef const static inline extern' },
  { name: 'export', tokens: 'EXPORT SYMBOL GPL MODULE export' },
  { name: 'define', tokens: 'define undef' },
  { name: 'condition', tokens: 'ifdef ifndef endif elif CONFIG IS ENABLED defined' },
  { name: 'print', tokens: 'printk pr printf dev log LOG debug dbg info print fprintf ERR DEBUG INFO' },
  { name: 'irq', tokens: 'irq irqsave irqrestore IRQ interrupt preempt bh' },
  { name: 'wait', tokens: 'wait sleep schedule timeout delay udelay usleep msleep cancel flush sync wake' },
  { name: 'user', tokens: 'user access uaccess' },
  { name: 'include', tokens: 'include import' },
  { name: 'device', tokens: 'DEVICE PCI USB DMI ACPI compatible vendor quirk QUIRK quirks X86 FAM6 INTEL MATCH' },
  {
    name: 'annotation',
    tokens: 'init exit maybe used noinstr notrace must check attribute fallthrough read mostly unused',
  },
  { name: 'test', tokens: 'test TEST expect EXPECT pass FAIL' },
  { name: 'bool', tokens: 'true false bool' },
];

/** Every name twice, for added and for removed lines: log1p of the number of lines; then the kinds of lines. */
const LINE_KINDS = ['blank', 'comment', 'preprocessor', 'function', 'brace'] as const;

const perSign = (sign: string): string[] => [
  ...CLASSES.map(({ name }) => `${sign}-${name}`),
  ...LINE_KINDS.map((kind) => `${sign}-line-${kind}`),
];

/** Numbers of {@link measureLines}. `more-x` is the balance: added minus removed lines with x, as a signed log. */
export const lineNames: readonly string[] = [
  ...perSign('added'),
  ...perSign('removed'),
  ...CLASSES.map(({ name }) => `more-${name}`),
  'moved-share',
  'comment-share',
  'comment-only',
  'space-only',
  'text-lines',
];

const TABLE_BITS = 12;
const TABLE_SIZE = 1 << TABLE_BITS;

/** FNV-1a over the bytes of a token. */
const hashOf = (token: string): number => {
  let hash = 0x811c9dc5 | 0;
  for (let at = 0; at < token.length; at += 1) hash = Math.imul(hash ^ token.charCodeAt(at), 16777619);
  return hash;
};

const tokenHash = new Int32Array(TABLE_SIZE);
const tokenClass = new Int8Array(TABLE_SIZE).fill(-1);
for (const [index, { tokens }] of CLASSES.entries()) {
  for (const token of tokens.split(' ')) {
    const hash = hashOf(token);
    let slot = hash >>> (32 - TABLE_BITS);
    while (tokenClass[slot] >= 0) slot = (slot + 1) & (TABLE_SIZE - 1);
    tokenHash[slot] = hash;
    tokenClass[slot] = index;
  }
}

const classOf = (hash: number): number => {
  let slot = hash >>> (32 - TABLE_BITS);
  while (tokenClass[slot] >= 0) {
    if (tokenHash[slot] === hash) return tokenClass[slot];
    slot = (slot + 1) & (TABLE_SIZE - 1);
  }
  return -1;
};

/** Byte -> 1 when it continues a token: letters and digits; the underscore parts tokens. */
const inToken = new Uint8Array(256);
for (let byte = 0; byte < 256; byte += 1) {
  const letter = (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90);
  inToken[byte] = letter || (byte >= 48 && byte <= 57) ? 1 : 0;
}

/** Lines hashed without white space, to see what only moved: a small counting table, cleared by its touched slots. */
const SEEN_BITS = 16;
const MOST_SEEN = 1 << 14;

interface Seen {
  readonly counts: Uint16Array;
  readonly touched: Uint16Array;
  used: number;
}

const see = (seen: Seen, hash: number): void => {
  const slot = hash >>> (32 - SEEN_BITS);
  if (seen.used >= MOST_SEEN) return;
  if (seen.counts[slot] === 0) seen.touched[seen.used++] = slot;
  seen.counts[slot] += 1;
};

const takeSeen = (seen: Seen, hash: number): boolean => {
  const slot = hash >>> (32 - SEEN_BITS);
  if (seen.counts[slot] === 0) return false;
  seen.counts[slot] -= 1;
  return true;
};

const clearSeen = (seen: Seen): void => {
  for (let at = 0; at < seen.used; at += 1) seen.counts[seen.touched[at]] = 0;
  seen.used = 0;
};

const emptySeen = (): Seen => ({
  counts: new Uint16Array(1 << SEEN_BITS),
  touched: new Uint16Array(MOST_SEEN + 1),
  used: 0,
});

const BLANK = 0;
const COMMENT = 1;
const PREPROCESSOR = 2;
const FUNCTION = 3;
const BRACE = 4;
const CODE = 5;

/** What one scan of a line finds; reused for all lines of a measurement. */
interface LineScan {
  /** Hash of the bytes that are no white space. */
  bare: number;
  kind: number;
  readonly classes: Uint8Array;
}

/** The kind of a line from its first bytes that are no white space. */
const kindOf = (bytes: Uint8Array, first: number, start: number, end: number): number => {
  if (first >= end) return BLANK;
  const byte = bytes[first];
  const next = first + 1 < end ? bytes[first + 1] : 0;
  if (byte === 47 && (next === 47 || next === 42)) return COMMENT;
  if (byte === 42 && (first + 1 >= end || next === 32 || next === 47 || next === 9 || next === 42)) return COMMENT;
  if (byte === 35) return next === 32 || next === 35 ? COMMENT : PREPROCESSOR;
  if (end - first <= 2 && (byte === 123 || byte === 125)) return BRACE;
  const last = bytes[end - 1];
  const atMargin = first === start && inToken[byte] === 1 && (last === 41 || last === 44 || last === 123);
  return atMargin && bytes.subarray(first, end).includes(40) ? FUNCTION : CODE;
};

const scanLine = (bytes: Uint8Array, start: number, end: number, scan: LineScan): void => {
  const { classes } = scan;
  classes.fill(0);
  let bare = 0x811c9dc5 | 0;
  let hash = 0x811c9dc5 | 0;
  let open = false;
  let first = end;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at];
    if (byte > 32) {
      if (first === end) first = at;
      bare = Math.imul(bare ^ byte, 16777619);
    }
    if (inToken[byte] === 1) {
      hash = Math.imul(hash ^ byte, 16777619);
      open = true;
    } else if (open) {
      const found = classOf(hash);
      if (found >= 0) classes[found] = 1;
      hash = 0x811c9dc5 | 0;
      open = false;
    }
  }
  if (open) {
    const found = classOf(hash);
    if (found >= 0) classes[found] = 1;
  }
  scan.bare = bare;
  scan.kind = kindOf(bytes, first, start, end);
};

const PER_SIGN = CLASSES.length + LINE_KINDS.length;

/** Counts of one patch while it is scanned. */
interface Tally {
  readonly added: Float64Array;
  readonly removed: Float64Array;
  comments: number;
  changed: number;
}

const countLine = (tally: Tally, scan: LineScan, isAdded: boolean): void => {
  const into = isAdded ? tally.added : tally.removed;
  if (scan.kind < CODE) into[CLASSES.length + scan.kind] += 1;
  if (scan.kind === BLANK) return;
  tally.changed += 1;
  if (scan.kind === COMMENT) {
    tally.comments += 1;
    return;
  }
  for (let index = 0; index < CLASSES.length; index += 1) into[index] += scan.classes[index];
};

const signedLog = (value: number): number => Math.sign(value) * Math.log1p(Math.abs(value));

/** Longest line that is scanned, bytes: longer ones are data, not text that a person wrote. */
const LONGEST_LINE = 2000;

/** Makes a measurer with its own working memory: `(patch) -> numbers of {@link lineNames}`. */
export const makeLineMeasurer = (): ((patch: Patch) => number[]) => {
  const seen = emptySeen();
  const scan: LineScan = { bare: 0, kind: 0, classes: new Uint8Array(CLASSES.length) };
  return (patch) => {
    const tally: Tally = {
      added: new Float64Array(PER_SIGN),
      removed: new Float64Array(PER_SIGN),
      comments: 0,
      changed: 0,
    };
    const { lineSign, lineStart, lineEnd, bytes } = patch;
    const addedHashes: number[] = [];
    let filledAdded = 0;
    let filledRemoved = 0;
    for (let line = 0; line < lineSign.length; line += 1) {
      const sign = lineSign[line];
      if (sign === 32) continue;
      const start = lineStart[line];
      scanLine(bytes, start, Math.min(lineEnd[line], start + LONGEST_LINE), scan);
      countLine(tally, scan, sign === 43);
      if (scan.kind === BLANK || scan.kind === BRACE) continue;
      if (sign === 45) {
        see(seen, scan.bare);
        filledRemoved += 1;
      } else {
        filledAdded += 1;
        if (addedHashes.length < MOST_SEEN) addedHashes.push(scan.bare);
      }
    }
    let moved = 0;
    for (const hash of addedHashes) if (takeSeen(seen, hash)) moved += 1;
    clearSeen(seen);
    const { added, removed, comments, changed } = tally;
    const balance = Array.from({ length: CLASSES.length }, (_, index) => signedLog(added[index] - removed[index]));
    return [
      ...Array.from(added, Math.log1p),
      ...Array.from(removed, Math.log1p),
      ...balance,
      filledAdded > 0 ? moved / Math.max(filledAdded, filledRemoved) : 0,
      changed > 0 ? comments / changed : 0,
      changed > 0 && comments === changed ? 1 : 0,
      lineSign.length > 0 && moved === filledAdded && moved === filledRemoved ? 1 : 0,
      Math.log1p(changed),
    ];
  };
};
