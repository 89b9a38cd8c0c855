import { parseMessage } from '../git/index.ts';
import type { StableBranch, CommitValues, HistoryValues, PickValues } from '../history/index.ts';
import { shaOf } from './links.ts';

export const DAY = 86_400;

export interface CommitSketch {
  readonly name: string;
  readonly day: number;
  readonly subject?: string;
  readonly body?: string;
  readonly release?: string;
}

/** A mainline commit by hand, committed on that day. */
function sketchCommit({ name, day, subject = `subject of ${name}`, body = '', release }: CommitSketch): CommitValues {
  return {
    sha: shaOf(name),
    subject,
    authorName: 'Ada Author',
    authorEmail: 'ada@example.org',
    committerEmail: 'keeper@example.org',
    authorTime: day * DAY,
    commitTime: day * DAY,
    facts: parseMessage(subject, body),
    release,
    paths: ['a.c'],
    added: 1,
    removed: 0,
    patchId: '',
    unread: undefined,
    numbers: Float32Array.of(day),
  };
}

export interface PickSketch {
  readonly name: string;
  readonly branch?: number;
  readonly day: number;
  readonly reverted?: number;
}

export function sketchPick({ name, branch = 0, day, reverted }: PickSketch): PickValues {
  return {
    sha: shaOf(name),
    stableSha: shaOf(`copy of ${name} on ${branch}`),
    branch,
    how: 'reference',
    knownSince: day * DAY,
    revertedAt: reverted === undefined ? undefined : reverted * DAY,
  };
}

export function sketchBranch(name: string, baseDay: number): StableBranch {
  const [tip, base] = [shaOf(`tip of ${name}`), shaOf(`base of ${name}`)];
  const times = { baseTime: baseDay * DAY, lastTime: baseDay * DAY, firstPickTime: undefined };
  return { name, ref: `refs/heads/${name}`, tip, base, ...times, version: [1], why: 'made up' };
}

export function sketchValues(parts: {
  readonly commits: readonly CommitSketch[];
  readonly picks?: readonly PickSketch[];
  readonly branches?: readonly StableBranch[];
}): HistoryValues {
  return {
    mainline: { ref: 'refs/heads/main', tip: shaOf('tip') },
    numberNames: ['day'],
    commits: parts.commits.map(sketchCommit),
    branches: parts.branches ?? [sketchBranch('1.0', 0)],
    picks: (parts.picks ?? []).map(sketchPick),
    releases: [],
    end: 1000 * DAY,
  };
}
