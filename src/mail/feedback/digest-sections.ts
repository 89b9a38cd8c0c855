const QUOTED = /^\s{0,3}>/;

/**
 * What an answer to a digest says about each of its commits: own lines below a quoted heading, or on and below a line that begins with
 * an id. Commits that nothing stands below are left out.
 *
 * @param ids first 12 digits of the commits of the digest.
 */
export function splitSections(text: string, ids: readonly string[]): ReadonlyMap<string, string> {
  const sections = new Map<string, string[]>();
  const named = (line: string): string | undefined => ids.find((id) => line.includes(id));
  let current: string | undefined;
  for (const line of text.split('\n')) {
    const id = named(line);
    if (QUOTED.test(line)) {
      current = id ?? current;
      continue;
    }
    const opens = id !== undefined && /^\W*$/.test(line.slice(0, line.indexOf(id)));
    if (opens) current = id;
    if (current === undefined) continue;
    const own = opens && id !== undefined ? line.replace(/^\W*[0-9a-f]{12,40}\W{0,3}/, '') : line;
    const lines = sections.get(current) ?? [];
    lines.push(own);
    sections.set(current, lines);
  }
  return new Map(
    [...sections].map(([id, lines]) => [id, lines.join('\n').trim()] as const).filter(([, own]) => own !== ''),
  );
}
