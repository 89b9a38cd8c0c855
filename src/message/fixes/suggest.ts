import type { NameCounts } from './names.ts';

/** What blame says of one commit: how many of the lines that were asked for it made. */
export interface Suspect {
  readonly sha: string;
  readonly subject: string;
  /** Seconds since 1970, of the committer. */
  readonly time: number;
  /** Lines taken away or written anew that are its own. */
  readonly removed: number;
  /** Lines beside what comes in. */
  readonly beside: number;
  /** Functions that are mended and that it began. */
  readonly sections: number;
  /** Files in which it made one of these lines. */
  readonly files: number;
  /** Names of the fix that it brought in. */
  readonly names: NameCounts;
}

export interface Blamed {
  readonly suspects: readonly Suspect[];
  readonly removed: number;
  readonly beside: number;
  readonly sections: number;
  readonly files: number;
  /** All names of the fix. */
  readonly names: NameCounts;
  /** Why not all could be asked; undefined when all was. */
  readonly cut: string | undefined;
}

/** Which commit a fix most likely mends. */
export interface FaultAdvice {
  readonly suspects: readonly Suspect[];
  /** Sure enough to be proposed; undefined where several could be it. */
  readonly best: Suspect | undefined;
  /** Commits named by `Fixes:` that touched a file which is changed; left out where that was not looked up. */
  readonly related?: readonly string[];
  /** That the first of them is it. */
  readonly probability: number;
}
