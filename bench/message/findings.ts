import { checkMessage, type CheckedMessage } from '../../src/run/message/check.ts';
import { readCommitInput } from '../../src/run/message/input.ts';
import type { BenchProject } from './project.ts';
import { draw, makeChance } from './project.ts';

export interface DrawnMessage {
  readonly position: number;
  readonly checked: CheckedMessage;
}

/** Judges commits each by the conventions of before it. */
export async function* checkDrawn(
  project: BenchProject,
  positions: readonly number[],
): AsyncGenerator<DrawnMessage, void, void> {
  const { repository, references } = project;
  for (const position of positions) {
    const learned = await project.learnedFor(position);
    const input = await readCommitInput(repository, project.commits[position].sha);
    yield {
      position,
      checked: await checkMessage(
        { repository, references: () => Promise.resolve(references), learned, stable: undefined },
        input,
      ),
    };
  }
}

/** Positions among the newest commits, those left out before which there is too little to learn from. */
export function drawPositions(
  project: BenchProject,
  { many, newest, seed }: { readonly many: number; readonly newest: number; readonly seed: number },
): readonly number[] {
  const last = Math.min(newest, project.commits.length - 3500);
  return draw(
    Array.from({ length: last }, (_, at) => at),
    many,
    makeChance(seed),
  ).toSorted((a, b) => a - b);
}

/** The share of messages with each finding, as a table. */
export async function printShares(project: BenchProject, positions: readonly number[]): Promise<void> {
  const counts = new Map<string, number>();
  const messages = { error: 0, warning: 0, advice: 0 };
  for await (const { checked } of checkDrawn(project, positions)) {
    for (const rule of new Set(checked.findings.map(({ rule: name, severity }) => `${name} | ${severity}`)))
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
    for (const severity of ['error', 'warning', 'advice'] as const)
      if (checked.findings.some((finding) => finding.severity === severity)) messages[severity] += 1;
  }
  const percent = (count: number): string => `${((100 * count) / positions.length).toFixed(1)} %`;
  for (const [severity, count] of Object.entries(messages)) console.log(`| any ${severity} | | ${percent(count)} |`);
  for (const [rule, count] of [...counts].toSorted((a, b) => b[1] - a[1]))
    console.log(`| ${rule} | ${percent(count)} |`);
}
