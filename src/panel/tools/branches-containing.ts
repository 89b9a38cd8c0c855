import { z } from 'zod';
import type { Commit, Sha } from '../../git/index.ts';
import { branchesOn, findPresence } from '../../evidence/index.ts';
import type { PanelTool } from '../types.ts';
import { dayOf, shortId } from './bench.ts';
import type { Bench } from './bench.ts';
import { defineTool } from './define-tool.ts';
import { fields } from './fields.ts';

const ABSENT = 'not there';

const INPUT = z.strictObject({ commit: fields.commit });

export function branchesContaining(bench: Bench): PanelTool {
  return defineTool(bench, {
    name: 'branches_containing',
    description:
      'Which stable branches have a commit: from their beginning, or as a copy that they took, also one that was taken back. Use it to see whether a branch has what a fix mends.',
    input: INPUT,
    example: { commit: '1a2b3c4d5e6f' },
    run: async ({ commit: id }, signal) => {
      const commit = await bench.day.commit(id);
      const row = rowOf(bench, commit.sha);
      const standings = row === undefined ? await askGit(bench, commit, signal) : await askHistory(bench, row, signal);
      const having = standings.filter(({ has }) => has);
      const lacking = standings.filter(({ has, says }) => !has && says !== ABSENT);
      const absent = standings.filter(({ says }) => says === ABSENT).map(({ branch }) => branch);
      return {
        says: `${having.length} of ${standings.length} stable branches have ${shortId(commit.sha)} ("${commit.subject}") as of ${dayOf(bench.asOf)}.`,
        source: `git branch --all --contains ${shortId(commit.sha)}; git log --all --grep=${shortId(commit.sha)}`,
        lines: [
          ...(row === undefined
            ? ['it is no commit of mainline and no known copy of one: copies of it are not looked for']
            : []),
          ...having.map(({ branch, says }) => `${branch}: ${says}`),
          ...lacking.map(({ branch, says }) => `${branch}: ${says}`),
          ...(absent.length === 0 ? [] : [`${ABSENT}: ${absent.join(', ')}`]),
        ],
      };
    },
  });
}

/** The row of a commit of mainline, or of the one that a stable commit copies. */
export const rowOf = ({ history }: Bench, sha: Sha): number | undefined =>
  history.rowOf(sha) ?? history.mainlineRowOf(sha);

interface Standing {
  readonly branch: string;
  readonly has: boolean;
  readonly says: string;
}

async function askHistory(bench: Bench, row: number, signal: AbortSignal): Promise<readonly Standing[]> {
  const { history, asOf } = bench;
  const standings: Standing[] = [];
  for (const position of branchesOn(history, asOf)) {
    const { name, baseTime } = history.branches[position];
    const presence = findPresence({ history, row, branch: position, asOf });
    const { sha, commitTime } = history.commits[row];
    if (presence.kind === 'from the start' && commitTime > baseTime)
      standings.push(await standingOf(bench, { name, sha }, signal));
    else if (presence.kind === 'from the start')
      standings.push({ branch: name, has: true, says: `part of mainline before it began on ${dayOf(baseTime)}` });
    else if (presence.kind === 'absent') standings.push({ branch: name, has: false, says: ABSENT });
    else {
      const { stableSha, knownSince, revertedAt = knownSince } = presence.pick;
      const taken = `taken as ${shortId(stableSha)} on ${dayOf(knownSince)}`;
      const back = presence.kind === 'taken back';
      standings.push({
        branch: name,
        has: !back,
        says: back ? `${taken} and taken back on ${dayOf(revertedAt)}` : taken,
      });
    }
  }
  return standings;
}

async function askGit(bench: Bench, { sha }: Commit, signal: AbortSignal): Promise<readonly Standing[]> {
  const standings: Standing[] = [];
  for (const position of branchesOn(bench.history, bench.asOf))
    standings.push(await standingOf(bench, { name: bench.history.branches[position].name, sha }, signal));
  return standings;
}

/** What git says of the branch as it was on the day. */
async function standingOf(
  bench: Bench,
  { name, sha }: { readonly name: string; readonly sha: Sha },
  signal: AbortSignal,
): Promise<Standing> {
  const place = await bench.day.branch(name, signal);
  const has = await bench.repository.reaches({ sha: place.sha, ancestor: sha, timeoutMs: bench.timeoutMs, signal });
  return { branch: name, has, says: has ? `in its past as of ${dayOf(bench.asOf)}` : ABSENT };
}
