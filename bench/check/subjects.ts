import { homedir } from 'node:os';
import { openStore, loadHistory, type History } from '../../src/history/index.ts';
import { openWorkspace, readCheckContext, runFacts, type CommitFacts, type Workspace } from '../../src/run/index.ts';
import type { CheckContext } from '../../src/panel/index.ts';
import type { Sha } from '../../src/git/index.ts';
import type { Dice } from './dice.ts';
import { fill } from './forms.ts';
import type { Phrasings } from './phrasings.ts';
import { truthsOf, type Truth } from './truths.ts';

/** A real commit with what is true of it. */
export interface Subject {
  readonly context: CheckContext;
  readonly truths: readonly Truth[];
}

export interface SubjectWishes {
  readonly repo: string;
  readonly storeFolder: string;
  readonly onto: readonly string[];
  readonly count: number;
  readonly dice: Dice;
}

/** Commits of the last years, with an end to what was opened for them. */
export async function openSubjects(
  wishes: SubjectWishes,
): Promise<{ readonly subjects: readonly Subject[]; readonly close: () => Promise<void> }> {
  const workspace = await openWorkspace({
    ...{ repo: wishes.repo, store: wishes.storeFolder, env: {}, platform: process.platform, home: homedir() },
    ...{ signal: new AbortController().signal, progress: () => {}, note: () => {} },
  });
  const store = await openStore({ folder: wishes.storeFolder, mode: 'read' });
  const subjects = await readSubjects(workspace, await loadHistory(store), wishes);
  return {
    subjects,
    close: async () => {
      await store.close();
      await workspace.close();
    },
  };
}

function chooseRows(history: History, { count, dice }: SubjectWishes): readonly number[] {
  const rows = history.commits.flatMap((commit, row) =>
    commit.unread === undefined && commit.added + commit.removed < 400 && commit.added > 0 ? [row] : [],
  );
  const late = rows.slice(-Math.min(rows.length, 6000));
  return Array.from({ length: Math.min(count * 2, 400) }, () => late[Math.floor(dice() * late.length)]);
}

async function readFacts(
  workspace: Workspace,
  shas: readonly Sha[],
  onto: readonly string[],
): Promise<ReadonlyMap<Sha, CommitFacts>> {
  const found = new Map<Sha, CommitFacts>();
  const request = {
    asked: { commits: shas },
    onto: onto.length === 0 ? undefined : onto,
    asOf: undefined,
    update: false,
  };
  await runFacts(workspace, request, { take: async (facts) => void found.set(facts.sha, facts), refuse: () => {} });
  return found;
}

async function readSubjects(place: Workspace, history: History, wishes: SubjectWishes): Promise<readonly Subject[]> {
  const rows = chooseRows(history, wishes);
  const shas = rows.map((row) => history.commits[row].sha);
  const facts = await readFacts(place, shas, wishes.onto);
  const subjects: Subject[] = [];
  for (const row of rows) {
    const known = facts.get(history.commits[row].sha);
    if (known === undefined) continue;
    const branches = known.branches.map(({ name, ...answer }) => ({ branch: name, ...answer }));
    const about = { row, facts: known.facts, branches };
    const context = await readCheckContext(place, { history, asOf: history.end }, about);
    subjects.push({ context, truths: await truthsOf(context, wishes.dice) });
  }
  return subjects;
}

/** The statement in one of the ways to say it. */
export const say = ({ topic, values }: Truth, { phrasings, dice }: { phrasings: Phrasings; dice: Dice }): string => {
  const forms = phrasings[topic];
  return fill(forms[Math.floor(dice() * forms.length)] ?? '', values);
};
