import type { Markup } from '../page/html.ts';
import { clip, markup } from '../page/html.ts';
import type { BranchAnswerKind } from '../../evidence/index.ts';
import type { SelectedCommit } from '../types.ts';
import { versionOf } from '../versions.ts';
import { ANSWERS, anchorOf, dataMarkup, sayProbability, subjectOf } from './parts.ts';

/** Proposals by branches, on one screen. */
export function matrixMarkup(commits: readonly SelectedCommit[], onto: readonly string[]): Markup {
  if (onto.length === 0 || commits.length === 0) return markup``;
  const names = columnNames(onto);
  return markup`<div class="scroll" role="region" aria-label="Proposals by branch" tabindex="0"><table class="matrix">
<caption class="sr"> Which proposal is needed by which branch </caption>
<thead><tr><th scope="col" class="num">Prob.</th><th scope="col">Proposal</th>${onto.map((branch, n) => markup`<th scope="col"><abbr title="${branch}">${names[n]}</abbr></th>`)}</tr></thead>
<tbody>${commits.map((commit) => rowMarkup(commit, onto))}</tbody></table></div>${legendMarkup(commits)}`;
}

/** The marks that occur, in the order in which {@link ANSWERS} has them. */
function legendMarkup(commits: readonly SelectedCommit[]): Markup {
  const used = new Set(commits.flatMap(({ branches }) => branches.map(({ answer }) => answer)));
  const shown = Object.entries(ANSWERS).filter(([answer]) => used.has(answer as BranchAnswerKind));
  return markup`<p class="legend">${shown.map(([answer, { mark, style }]) => markup`<span><span class="mark ${style}">${mark}</span> ${answer}</span>`)}</p>`;
}

function rowMarkup(commit: SelectedCommit, onto: readonly string[]): Markup {
  const answers = new Map(commit.branches.map((answer) => [answer.branch, answer]));
  const cells = onto.map((branch) => {
    const answer = answers.get(branch);
    if (answer === undefined) return markup`<td></td>`;
    const { mark, style } = ANSWERS[answer.answer];
    return markup`<td title="${clip(`${answer.says}: ${answer.why}`)}"><span class="mark ${style}" aria-hidden="true">${mark}</span><span class="sr">${clip(answer.says)}</span></td>`;
  });
  return markup`<tr ${dataMarkup(commit, onto)} data-twin="1"><td class="num">${sayProbability(commit.probability)}</td><th scope="row"><a href="#${anchorOf(commit)}">${clip(subjectOf(commit), 110)}</a></th>${cells}</tr>
`;
}

/** The versions, where they tell the branches apart. */
function columnNames(onto: readonly string[]): readonly string[] {
  const versions = onto.map(versionOf);
  return new Set(versions).size === onto.length ? versions : onto.map((branch) => clip(branch, 24));
}
