/** Lines of a mail that are its writer's own: no quotes, no "X wrote:", no signature, no diff. */
export function keepOwnLines(text: string): readonly string[] {
  const own: string[] = [];
  for (const line of text.split('\n', MOST_LINES)) {
    if (/^-- ?\r?$/.test(line) || line.startsWith('diff --git ')) break;
    if (/^-{2,} ?(?:original message|forwarded message|weitergeleitete nachricht)/i.test(line)) break;
    if (/^\s{0,3}[>|]/.test(line) || /\bwrote:\s*$|\bschrieb:\s*$|^On .{5,80}\d{4}/.test(line)) continue;
    own.push(line.trimEnd());
  }
  return own;
}

/** A mail of more lines is a log or an attack; what people say stands at the top. */
const MOST_LINES = 20_000;
