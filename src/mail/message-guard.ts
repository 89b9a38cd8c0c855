/** A commit message as it can stand in a mail, and how many of its lines had to be indented for that. */
export interface GuardedMessage {
  readonly text: string;
  readonly indented: number;
}

/**
 * `git am` ends the message at a line `---`, `--- name`, `diff -…` or `Index: …`, and would even apply a diff that the message only
 * quotes. There is no way to escape such a line, so it gets one blank in front: the whole message arrives, and nothing of it is applied.
 * `git format-patch` does not do this and loses the rest of the message.
 */
export function guardMessage(text: string): GuardedMessage {
  let indented = 0;
  const lines = text.split('\n').map((line) => {
    if (!endsMessage(line)) return line;
    indented += 1;
    return ` ${line}`;
  });
  return { text: lines.join('\n'), indented };
}

const endsMessage = (line: string): boolean =>
  line.startsWith('diff -') || line.startsWith('Index: ') || /^---(\s*$| [^\s])/.test(line);
