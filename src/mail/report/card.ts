import type { BranchAnswer, Fact } from '../../evidence/index.ts';
import type { Reason } from '../../triage/index.ts';
import type { Markup } from '../page/html.ts';
import { clip, markup } from '../page/html.ts';
import type { Precedent, SelectedCommit } from '../types.ts';
import {
  ANSWERS,
  anchorOf,
  authorName,
  barMarkup,
  dataMarkup,
  dayOf,
  idMarkup,
  sayProbability,
  subjectOf,
} from './parts.ts';
import { verdictMarkup } from './verdict.ts';
import { plural } from '../../plural.ts';

/** One proposal with all that speaks for and against it. */
export function cardMarkup(commit: SelectedCommit, onto: readonly string[]): Markup {
  const weighing = (weighs: Fact['weighs']): readonly Fact[] => commit.facts.filter((fact) => fact.weighs === weighs);
  const [against, rest] = [weighing('against'), weighing('neutral')];
  return markup`<article class="card" id="${anchorOf(commit)}" aria-labelledby="t-${anchorOf(commit)}" ${dataMarkup(commit, onto)}>
<div class="score"><b>${sayProbability(commit.probability)}</b>${barMarkup(commit.probability)}<span>probability that stable takes it</span></div>
<div class="told">
<h3 id="t-${anchorOf(commit)}"><bdi>${subjectOf(commit)}</bdi></h3>
${bylineMarkup(commit)}
${chipsMarkup(commit.branches)}
${verdictMarkup(commit.verdict)}
${openMarkup('Speaks for it', weighing('for'))}
${openMarkup('Speaks against it', against)}
${foldMarkup('Why this probability', commit.reasons.length, reasonsMarkup(commit.reasons))}
${foldMarkup(`Also known (${rest.length})`, rest.length, factsMarkup(rest))}
${foldMarkup('Why each branch', commit.branches.length, branchesMarkup(commit.branches))}
${foldMarkup(`Similar commits and what was decided (${commit.precedents.length})`, commit.precedents.length, precedentsMarkup(commit.precedents))}
</div>
</article>
`;
}

const bylineMarkup = (commit: SelectedCommit): Markup =>
  markup`<p class="byline">${idMarkup(commit.sha)} <bdi>${authorName(commit)}</bdi>
<time datetime="${commit.date}">${dayOf(commit.date)}</time>
<span><span class="plus">+${commit.added}</span> <span class="minus">−${commit.removed}</span> in ${plural(commit.paths.length, 'file')}</span></p>`;

const foldMarkup = (title: string, size: number, body: Markup): Markup | undefined =>
  size === 0 ? undefined : markup`<details><summary>${title}</summary>${body}</details>`;

const chipsMarkup = (branches: readonly BranchAnswer[]): Markup | undefined =>
  branches.length === 0
    ? undefined
    : markup`<ul class="chips" aria-label="Branches">${branches.map(({ branch, answer, says }) => markup`<li class="chip ${ANSWERS[answer].style}"><span aria-hidden="true">${ANSWERS[answer].mark}</span> <b>${clip(branch, 40)}</b> ${clip(says, 60)}</li>`)}</ul>`;

const openMarkup = (title: string, facts: readonly Fact[]): Markup | undefined =>
  facts.length === 0
    ? undefined
    : markup`<h4>${title}</h4><ul class="facts">${facts.map((fact) => markup`<li class="${fact.weighs}">${tellMarkup(fact)}</li>`)}</ul>`;

const tellMarkup = ({ says, source }: Fact): Markup =>
  markup`<bdi>${clip(says, 500)}</bdi><code class="cmd">${clip(source, 500)}</code>`;

const reasonsMarkup = (reasons: readonly Reason[]): Markup =>
  markup`<p class="quiet small">What each adds to or takes from the score (log-odds); together they are all of it.</p><ul class="reasons">${reasons.map(
    ({ effect, says }) =>
      markup`<li><span class="num ${effect < 0 ? 'down' : 'up'}">${effect < 0 ? '−' : '+'}${Math.abs(effect).toFixed(2)}</span><span><bdi>${clip(says)}</bdi></span></li>`,
  )}</ul>`;

const factsMarkup = (facts: readonly Fact[]): Markup =>
  markup`<ul class="facts">${facts.map(({ weighs, says, source }) => markup`<li class="${weighs}"><span class="weigh">${weighs}</span><bdi>${clip(says, 500)}</bdi><code class="cmd">${clip(source, 500)}</code></li>`)}</ul>`;

const branchesMarkup = (branches: readonly BranchAnswer[]): Markup =>
  markup`<div class="scroll"><table><thead><tr><th scope="col">Branch</th><th scope="col">Answer</th><th scope="col">Why</th></tr></thead><tbody>${branches.map(
    ({ branch, answer, says, why }) =>
      markup`<tr><th scope="row" class="nowrap">${clip(branch, 40)}</th><td class="nowrap ${ANSWERS[answer].style}">${clip(says, 60)}</td><td><bdi>${clip(why, 500)}</bdi></td></tr>`,
  )}</tbody></table></div>`;

const precedentsMarkup = (precedents: readonly Precedent[]): Markup =>
  markup`<ul class="facts">${precedents.map((precedent) => markup`<li class="${styleOf(precedent)}"><span class="weigh">${sayDecision(precedent)}</span><bdi>${clip(precedent.subject)}</bdi> ${idMarkup(precedent.sha)}${because(precedent)}</li>`)}</ul>`;

const styleOf = ({ decision }: Precedent): string =>
  decision === 'yes' ? 'for' : decision === 'no' ? 'against' : 'neutral';

function sayDecision({ decision, takenBy }: Precedent): string {
  if (decision === 'undecided') return 'undecided';
  if (decision === 'no') return 'not taken';
  return takenBy.length === 0
    ? 'accepted by a person'
    : `taken by ${takenBy.length > 4 ? `${takenBy.length} branches` : takenBy.join(', ')}`;
}

const because = ({ because: shared }: Precedent): Markup | undefined =>
  shared.length === 0 ? undefined : markup`<span class="why">alike in: ${clip(shared.join(', '), 200)}</span>`;
