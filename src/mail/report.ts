import type { Markup } from './page/html.ts';
import { markup } from './page/html.ts';
import { renderPage } from './page/page.ts';
import { PAGE_STYLE } from './page/style.ts';
import { cardMarkup } from './report/card.ts';
import { filtersMarkup, headMarkup } from './report/head.ts';
import { matrixMarkup } from './report/matrix.ts';
import { laneId, LANES, LANE_TITLES, OPEN_ID, OPEN_TITLE } from './report/parts.ts';
import { REPORT_SCRIPT } from './report/script.ts';
import { REPORT_STYLE } from './report/style.ts';
import { tableMarkup } from './report/table.ts';
import type { Lane, SelectedCommit, Selection } from './types.ts';
import { isWanted } from './wanted.ts';
import { nounFor } from '../plural.ts';

const LANE_NOTES: Readonly<Record<Lane, string>> = {
  proposal: 'Nobody asked for these, but their score is high and some branch takes them. Most probable first.',
  unsettled:
    'The panel was asked and could not say yes or no: too few answers, a tie, or a yes whose claims did not hold. Decide by hand.',
  'already there': 'Every branch that needs them has them.',
  'tagged for stable': 'Their authors asked for stable. They need no proposal; they are here so that none gets lost.',
  'opted out': 'Somebody asked that these be left alone: in the message, or in the list of paths or authors.',
  left: 'Too improbable, or no branch needs them.',
  unread: 'These could not be scored. They are not refused: look at them by hand.',
};

const OPEN_NOTE =
  'Their score is high, too, but nobody can tell whether a branch needs them; each says why. Look before you take one.';

const NONE_HIGH = 'No commit of this range reached the threshold.';
const NONE_TAKEN = 'No branch takes a commit of this range for sure; those below are to be looked at.';

/** From so many proposals on, cards far from the window are laid out only when they come near. */
const MANY = 150;

/** The whole selection as one HTML file that needs no network and, but for filtering and sorting, no script. */
export function renderReport(selection: Selection): string {
  return renderPage({
    title: `AUTOSEL: ${selection.range}`,
    style: PAGE_STYLE + REPORT_STYLE,
    script: REPORT_SCRIPT,
    body: markup`<a class="skip" href="#${laneId('proposal')}">Skip to the proposals</a>
<div class="wrap">
${headMarkup(selection)}
${filtersMarkup(selection)}
<main class="${selection.counts.proposal > MANY ? 'many' : ''}">
${LANES.map((lane) => laneMarkup(selection, lane))}</main>
</div>`,
  });
}

function laneMarkup(selection: Selection, lane: Lane): Markup | undefined {
  const commits = selection.commits.filter((commit) => commit.lane === lane);
  if (lane === 'proposal') return proposalsMarkup(commits, selection);
  if (commits.length === 0) return markup`<span id="${laneId(lane)}"></span>`;
  if (lane === 'unsettled') {
    const body = markup`${commits.map((commit) => cardMarkup(commit, selection.onto))}`;
    return sectionMarkup({ id: laneId(lane), title: LANE_TITLES[lane], commits, note: LANE_NOTES[lane], body });
  }
  const table = tableMarkup(commits, { caption: LANE_TITLES[lane], onto: selection.onto, why: lane !== 'left' });
  return sectionMarkup({
    id: laneId(lane),
    title: LANE_TITLES[lane],
    commits,
    note: LANE_NOTES[lane],
    body:
      lane === 'left'
        ? markup`<details><summary>Show ${commits.length.toLocaleString('en')} ${nounFor(commits.length, 'commit')}</summary>${table}</details>`
        : table,
  });
}

/** Those that some branch takes, then those of which nobody can tell. */
function proposalsMarkup(commits: readonly SelectedCommit[], { onto }: Selection): Markup {
  const wanted = commits.filter(isWanted);
  const open = commits.filter((commit) => !isWanted(commit));
  const body = (some: readonly SelectedCommit[]): Markup =>
    markup`${matrixMarkup(some, onto)}${some.map((commit) => cardMarkup(commit, onto))}`;
  const note = wanted.length > 0 ? LANE_NOTES.proposal : open.length > 0 ? NONE_TAKEN : NONE_HIGH;
  return markup`${sectionMarkup({ id: laneId('proposal'), title: LANE_TITLES.proposal, commits: wanted, note, body: body(wanted) })}${
    open.length === 0
      ? undefined
      : sectionMarkup({ id: OPEN_ID, title: OPEN_TITLE, commits: open, note: OPEN_NOTE, body: body(open) })
  }`;
}

interface SectionParts {
  readonly id: string;
  readonly title: string;
  readonly commits: readonly SelectedCommit[];
  readonly note: string;
  readonly body: Markup;
}

const sectionMarkup = ({ id, title, commits, note, body }: SectionParts): Markup =>
  markup`<section class="lane" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title} <span class="quiet">${commits.length.toLocaleString('en')}</span></h2>
<p class="quiet small">${note}</p>${body}</section>
`;
