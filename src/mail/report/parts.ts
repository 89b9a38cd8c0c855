import { TAKING } from '../../evidence/index.ts';
import type { BranchAnswerKind } from '../../evidence/index.ts';
import type { Markup } from '../page/html.ts';
import { clip, markup } from '../page/html.ts';
import type { Lane, SelectedCommit } from '../types.ts';

/** How each answer looks: a mark, never a colour alone. */
export const ANSWERS: Readonly<Record<BranchAnswerKind, { readonly mark: string; readonly style: string }>> = {
  take: { mark: '●', style: 'take' },
  'take with prerequisites': { mark: '◉', style: 'take' },
  adapt: { mark: '◐', style: 'adapt' },
  wait: { mark: '◷', style: 'wait' },
  hold: { mark: '‖', style: 'hold' },
  unknown: { mark: '?', style: 'unknown' },
  'already there': { mark: '✓', style: 'there' },
  'not affected': { mark: '–', style: 'none' },
  'out of policy': { mark: '×', style: 'none' },
};

export const LANES: readonly Lane[] = [
  'proposal',
  'unsettled',
  'already there',
  'tagged for stable',
  'opted out',
  'left',
  'unread',
];

export const LANE_TITLES: Readonly<Record<Lane, string>> = {
  proposal: 'Proposals',
  unsettled: 'Not settled by the panel',
  'already there': 'Already there',
  'tagged for stable': 'Tagged for stable',
  'opted out': 'Opted out',
  left: 'Left',
  unread: 'Unread',
};

/** Proposals of which nobody can tell whether a branch needs them stand apart. */
export const OPEN_ID = 'lane-open';
export const OPEN_TITLE = 'Cannot be told';

export const laneId = (lane: Lane): string => `lane-${lane.replaceAll(' ', '-')}`;
export const anchorOf = (commit: SelectedCommit): string => `c-${commit.sha.slice(0, 12)}`;
export const idMarkup = (sha: string): Markup => markup`<code>${sha.slice(0, 12)}</code>`;
export const subjectOf = (commit: { readonly subject: string }): string => clip(commit.subject) || '(no subject)';
export const authorName = (commit: SelectedCommit): string => clip(commit.author.replace(/\s*<[^<>]*>$/, ''), 80);
export const dayOf = (date: string): string => date.slice(0, 10);
export const sayProbability = (probability: number | undefined): string => probability?.toFixed(2) ?? '–';

export function barMarkup(probability: number | undefined): Markup {
  const width = Math.round(Math.min(1, Math.max(0, probability ?? 0)) * 100);
  return markup`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="6" /></svg>`;
}

/** Attributes by which the script finds and orders; numbers of branches stand for their names. */
export function dataMarkup(commit: SelectedCommit, onto: readonly string[]): Markup {
  const wanted = commit.branches.filter(({ answer }) => TAKING.includes(answer) || answer === 'unknown');
  const positions = wanted.map(({ branch }) => String(onto.indexOf(branch))).join(' ');
  const time = Math.round(Date.parse(commit.date) / 1000) || 0;
  return markup`data-lane="${commit.lane}" data-branches="${positions}" data-p="${commit.probability?.toFixed(4) ?? -1}" data-t="${time}" data-s="${clip(commit.subject, 60)}"`;
}
