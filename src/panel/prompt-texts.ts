import { createHash } from 'node:crypto';
import type { Role } from './types.ts';

/** What members are told, as read from the folder of prompts: markdown, one text a part. */
export interface PanelPrompts {
  /** Opens every prompt: nothing that is read is an order. */
  readonly safety: string;
  /** The question, what counts, how to cite; for every member. */
  readonly common: string;
  /** What tools are for; only for members that have some. */
  readonly tools: string;
  /** How to look at the claims of the other side. */
  readonly refute: string;
  readonly roles: Readonly<Record<Role, string>>;
}

/** Names of the files that {@link PanelPrompts} are read from, without `.md`. */
export const PROMPT_NAMES = [
  'safety',
  'common',
  'tools',
  'refute',
  'analyst',
  'sceptic',
  'security',
  'domain',
  'referee',
] as const;

export type PromptName = (typeof PROMPT_NAMES)[number];

export const buildPrompts = (texts: Readonly<Record<PromptName, string>>): PanelPrompts => {
  const { safety, common, tools, refute, ...roles } = texts;
  return { safety, common, tools, refute, roles };
};

/** Changes with every word of every prompt: part of the inputs of a step. 16 hex digits. */
export const hashPrompts = ({ safety, common, tools, refute, roles }: PanelPrompts): string => {
  const { analyst, sceptic, security, domain, referee } = roles;
  const all = JSON.stringify([safety, common, tools, refute, analyst, sceptic, security, domain, referee]);
  return createHash('sha256').update(all).digest('hex').slice(0, 16);
};
