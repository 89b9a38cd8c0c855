/** Files that a later call may have nothing for: the mails of one branch, and those about what does not apply. */
export const SOMETIMES = /^(?:for-.*|failures)\.mbox$/;
const LONGEST = 100;

/**
 * A plain file name for each branch: what could be a folder, an option or another system's special character becomes `-`. Names that
 * would be the same, also where capitals do not count, get a number.
 */
export function nameBranchFiles(branches: readonly string[]): ReadonlyMap<string, string> {
  const used = new Set<string>();
  const names = new Map<string, string>();
  for (const branch of branches) {
    const plain = branch.replace(/[^A-Za-z0-9._+-]+/g, '-').slice(0, LONGEST);
    let name = plain;
    for (let n = 2; used.has(name.toLowerCase()); n += 1) name = `${plain}-${n}`;
    used.add(name.toLowerCase());
    names.set(branch, `for-${name}.mbox`);
  }
  return names;
}
