import { parseMessage, parsePatch, type PastCommit } from '../../src/git/index.ts';
import { adviseFault, type Blamed } from '../../src/message/index.ts';
import { blameChange } from '../../src/run/message/blame.ts';
import { readCommitInput } from '../../src/run/message/input.ts';
import { lookUp } from '../../src/run/message/look-up.ts';
import { draw, makeChance, type BenchProject } from './project.ts';

interface Fix {
  readonly commit: PastCommit;
  readonly targets: readonly string[];
}

/** Fixes whose every `Fixes:` line names a commit of this history by its id, among the newest. */
function findFixes({ commits }: BenchProject, newest: number): readonly Fix[] {
  const known = new Map(commits.map(({ sha }) => [sha.slice(0, 10), sha]));
  return commits.slice(0, newest).flatMap((commit) => {
    const { fixes } = parseMessage(commit.subject, commit.body);
    const targets = fixes.flatMap(({ id }) => known.get(id?.slice(0, 10) ?? '') ?? []);
    return targets.length > 0 && targets.length === fixes.length ? [{ commit, targets }] : [];
  });
}

/** A message as it was before anybody wrote the line, one that goes on in the next line included. */
const hideTag = (text: string): string => text.replace(/^fixes\s*:.*(?:\n(?![\w-]+\s*:|\n).*)*\n?/gim, '');

/** How often the commit that is proposed is the one that the hidden line names. */
export async function printFaults(
  project: BenchProject,
  { many, newest, seed }: { readonly many: number; readonly newest: number; readonly seed: number },
): Promise<void> {
  const drawn = draw(findFixes(project, newest), many, makeChance(seed));
  const sums = { asked: 0, given: 0, right: 0, first: 0, among: 0, unread: 0 };
  for (const { commit, targets } of drawn) {
    const input = await readCommitInput(project.repository, commit.sha);
    if (input.patch === undefined || input.parent === undefined) {
      sums.unread += 1;
      continue;
    }
    const text = hideTag(input.text);
    const references = lookUp(project.references, text, input.time);
    const mentioned = references.flatMap(({ place, outcome }) =>
      place === 'prose' && outcome.kind === 'right' ? [outcome.sha] : [],
    );
    const blamed: Blamed = await blameChange(project.repository, parsePatch(input.patch.bytes, input.patch.cut), {
      revision: input.parent,
      also: mentioned,
      text,
      timeoutMs: 600_000,
    });
    const { best, suspects } = adviseFault(blamed, { text, time: input.time, mentioned });
    sums.asked += 1;
    if (suspects.some(({ sha }) => targets.includes(sha))) sums.among += 1;
    if (suspects[0] !== undefined && targets.includes(suspects[0].sha)) sums.first += 1;
    if (best === undefined) continue;
    sums.given += 1;
    if (targets.includes(best.sha)) sums.right += 1;
  }
  const share = (a: number, b: number): string => (b === 0 ? '-' : `${((100 * a) / b).toFixed(1)} %`);
  console.log(JSON.stringify(sums));
  console.log(
    `advice given ${share(sums.given, sums.asked)}, right ${share(sums.right, sums.given)}, recall ${share(sums.right, sums.asked)}`,
  );
  console.log(
    `the right one comes first ${share(sums.first, sums.asked)}, is among the suspects ${share(sums.among, sums.asked)}`,
  );
}
