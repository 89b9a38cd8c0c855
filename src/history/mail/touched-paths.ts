const MOST_PATHS = 100;

/** New paths of a patch's files as its `diff --git` lines name them; the old path of a deleted one. */
export function findTouchedPaths(text: string): readonly string[] {
  const paths = new Set<string>();
  for (const match of text.matchAll(/^diff --git (?:"?a\/(.{1,400}?)"?) (?:"?b\/(.{1,400}?)"?)\r?$/gm)) {
    const path = match[2] ?? match[1];
    if (path !== undefined) paths.add(path);
    if (paths.size >= MOST_PATHS) break;
  }
  return [...paths];
}

/** True when a text carries a patch that `git am` or `patch` would see. */
export const carriesPatch = (text: string): boolean => /^(?:diff --git a\/|--- a\/.*\n\+\+\+ b\/)/m.test(text);
