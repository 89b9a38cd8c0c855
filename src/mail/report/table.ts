import type { Markup } from '../page/html.ts';
import { clip, markup } from '../page/html.ts';
import type { SelectedCommit } from '../types.ts';
import { anchorOf, authorName, barMarkup, dataMarkup, dayOf, idMarkup, sayProbability, subjectOf } from './parts.ts';

export interface TableOptions {
  readonly caption: string;
  readonly onto: readonly string[];
  /** Whether each row says why it is here; left out where the probability is the reason. */
  readonly why: boolean;
}

/** A lane that needs no cards: one line a commit, so that thousands of them stay quick to load. */
export const tableMarkup = (commits: readonly SelectedCommit[], options: TableOptions): Markup =>
  markup`<div class="scroll" role="region" aria-label="${options.caption}" tabindex="0"><table class="list">
<caption class="sr">${options.caption}</caption>
<thead><tr><th scope="col" class="num">Prob.</th><th scope="col">Commit</th><th scope="col">Id</th><th scope="col">Author</th><th scope="col">Date</th></tr></thead>
<tbody>${commits.map((commit) => rowMarkup(commit, options))}</tbody></table></div>`;

const rowMarkup = (commit: SelectedCommit, { onto, why }: TableOptions): Markup =>
  markup`<tr id="${anchorOf(commit)}" ${dataMarkup(commit, onto)}><td class="num">${sayProbability(commit.probability)}${why ? undefined : barMarkup(commit.probability)}</td><th scope="row"><bdi>${clip(subjectOf(commit), why ? 300 : 160)}</bdi>${why ? markup`<span class="why"><bdi>${clip(commit.why)}</bdi></span>` : undefined}</th><td class="nowrap">${idMarkup(commit.sha)}</td><td class="quiet"><bdi>${authorName(commit)}</bdi></td><td class="nowrap quiet">${dayOf(commit.date)}</td></tr>
`;
