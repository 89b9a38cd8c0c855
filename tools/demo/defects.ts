import type { Module } from './cast.ts';

/** What a template is filled with. */
export interface Scene {
  readonly module: Module;
  readonly fn: string;
  readonly object: string;
}

/** One step from wrong to right, as a person would send it. */
export interface Repair {
  readonly from: string;
  readonly to: string;
  /** Behind the prefix of the subject. */
  readonly subject: string;
  /** Paragraphs that say what goes wrong; one of them is used. */
  readonly why: readonly string[];
  /** A second paragraph that some people write. */
  readonly how: string;
}

export interface Defect {
  readonly kind: string;
  /** How likely a keeper of a stable branch takes the repair. */
  readonly wanted: number;
  /** The function as it first arrives, with the fault in it. */
  code(scene: Scene): string;
  /** In order; a second one repairs what the first one left. */
  repairs(scene: Scene): readonly Repair[];
}

/** The noun with its article. */
export const an = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
