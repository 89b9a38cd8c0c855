import type { Markup } from '../page/html.ts';
import { clip, markup } from '../page/html.ts';
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
<tbody>${commits.map((commit) => rowMarkup(commit, onto))}</tbody></table></div><p class="legend"><span><span class="mark take">●</span> take</span><span><span class="mark unknown">?</span> unknown</span><span><span class="mark there">✓</span> already there</span><span><span class="mark none">–</span> not affected</span></p>`;
}

function rowMarkup(commit: SelectedCommit, onto: readonly string[]): Markup {
  const answers = new Map(commit.branches.map((answer) => [answer.branch, answer]));
  const cells = onto.map((branch) => {
    const answer = answers.get(branch);
    if (answer === undefined) return markup`<td></td>`;
    const { mark, style } = ANSWERS[answer.answer];
    return markup`<td title="${clip(answer.why)}"><span class="mark ${style}" aria-hidden="true">${mark}</span><span class="sr">${answer.answer}</span></td>`;
  });
  return markup`<tr ${dataMarkup(commit, onto)} data-twin="1"><td class="num">${sayProbability(commit.probability)}</td><th scope="row"><a href="#${anchorOf(commit)}">${clip(subjectOf(commit), 110)}</a></th>${cells}</tr>
`;
}

/** The versions, where they tell the branches apart. */
function columnNames(onto: readonly string[]): readonly string[] {
  const versions = onto.map(versionOf);
  return new Set(versions).size === onto.length ? versions : onto.map((branch) => clip(branch, 24));
}
