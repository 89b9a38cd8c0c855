const LF = 10;

/** Where a mail's patch begins and ends, as offsets in its text. */
export interface PatchRange {
  readonly from: number;
  readonly to: number;
}

/** A line of this kind must follow: texts quote lines that begin with `diff --git`. */
const AFTER_DIFF =
  /^(?:index |new file mode |old mode |deleted file mode |similarity index |dissimilarity index |rename from |copy from |--- )/;
const HEADER =
  /^(?:diff --git |index |old mode |new mode |deleted file mode |new file mode |copy from |copy to |rename from |rename to |similarity index |dissimilarity index |--- |\+\+\+ |Binary files )/;
const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

/** The first diff in a text, as git sees it: hunk counts decide where it ends. Undefined when there is none. */
export function findPatch(bytes: Buffer): PatchRange | undefined {
  const from = findStart(bytes);
  return from === undefined ? undefined : { from, to: findEnd(bytes, from) };
}

function findStart(bytes: Buffer): number | undefined {
  const sign = 'diff --git ';
  for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + 1)) {
    if (at > 0 && bytes[at - 1] !== LF) continue;
    const next = bytes.indexOf(LF, at);
    if (next >= 0 && AFTER_DIFF.test(lineAt(bytes, next + 1))) return at;
  }
  return undefined;
}

/** Headers are short; what a longer line goes on with does not matter. */
const lineAt = (bytes: Buffer, from: number): string =>
  bytes.toString('latin1', from, Math.min(endOf(bytes, from), from + 200));

function endOf(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(LF, from);
  return end < 0 ? bytes.length : end;
}

const nextLine = (bytes: Buffer, from: number): number => Math.min(endOf(bytes, from) + 1, bytes.length);

function findEnd(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length) {
    const line = lineAt(bytes, at);
    const hunk = HUNK.exec(line);
    if (hunk !== null)
      at = skipHunk(bytes, nextLine(bytes, at), { old: Number(hunk[1] ?? 1), now: Number(hunk[2] ?? 1) });
    else if (line === 'GIT binary patch') at = skipBinary(bytes, nextLine(bytes, at));
    else if (HEADER.test(line)) at = nextLine(bytes, at);
    else break;
  }
  return at;
}

/** A context line that lost its only blank on the way is still one. */
function skipHunk(bytes: Buffer, from: number, { old, now }: { readonly old: number; readonly now: number }): number {
  let [at, removed, added] = [from, old, now];
  while (at < bytes.length && removed + added > 0) {
    const sign = String.fromCharCode(bytes[at] ?? 0);
    if (!' -+\\\n'.includes(sign)) return at;
    if (sign === '-' || sign === ' ' || sign === '\n') removed -= 1;
    if (sign === '+' || sign === ' ' || sign === '\n') added -= 1;
    at = nextLine(bytes, at);
  }
  return bytes[at] === 92 ? nextLine(bytes, at) : at;
}

/** The way there and the way back, each with an empty line behind it. */
function skipBinary(bytes: Buffer, from: number): number {
  let at = from;
  while (/^(?:literal|delta) \d+$/.test(lineAt(bytes, at))) {
    while (at < bytes.length && bytes[at] !== LF) at = nextLine(bytes, at);
    at = nextLine(bytes, at);
  }
  return at;
}
