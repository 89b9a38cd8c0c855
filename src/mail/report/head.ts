import { MACHINE_NOTICE, sayNumber } from '../explain.ts';
import type { Markup } from '../page/html.ts';
import { clip, markup } from '../page/html.ts';
import type { Lane, Selection } from '../types.ts';
import { isWanted } from '../wanted.ts';
import { panelMarkup } from './panel.ts';
import { dayOf, laneId, LANES, LANE_TITLES, OPEN_ID, OPEN_TITLE } from './parts.ts';

/** What was asked, as of when, and how many commits went where. */
export function headMarkup(selection: Selection): Markup {
  const { range, mainline, asOf, onto, threshold, thresholdWhy, commits } = selection;
  return markup`<header>
<h1>Proposals for stable: <span class="mono">${clip(range, 120)}</span></h1>
<p class="notice">${MACHINE_NOTICE}</p>
<dl class="meta">
<dt>Commits looked at</dt><dd>${commits.length.toLocaleString('en')}</dd>
<dt>As of</dt><dd><time datetime="${asOf}">${dayOf(asOf)}</time>, with nothing that became known later</dd>
<dt>Mainline</dt><dd>${clip(mainline, 120)}</dd>
<dt>Branches</dt><dd>${onto.length === 0 ? 'none was asked about' : onto.join(', ')}</dd>
<dt>${selection.panel === undefined ? 'Proposed from' : 'Panel asked from'}</dt><dd>${sayNumber(threshold)} on: ${clip(thresholdWhy)}</dd>
${panelMarkup(selection)}</dl><nav aria-label="Lanes"><ul class="lanes">${listBoxes(selection).map(
    ({ id, title, count }) =>
      markup`<li><a class="${id === laneId('proposal') ? 'first' : ''}" href="#${id}"><b>${count.toLocaleString('en')}</b><span>${title}</span></a></li>`,
  )}</ul></nav>
</header>`;
}

interface Box {
  readonly id: string;
  readonly title: string;
  readonly count: number;
}

/** Lanes that are mostly empty are shown only when they are not. */
const RARE: readonly Lane[] = ['unread', 'unsettled'];

function listBoxes({ commits, counts }: Selection): readonly Box[] {
  const open = commits.filter((commit) => commit.lane === 'proposal' && !isWanted(commit)).length;
  return LANES.filter((lane) => !RARE.includes(lane) || counts[lane] > 0).flatMap((lane) => {
    const box = { id: laneId(lane), title: LANE_TITLES[lane], count: counts[lane] };
    if (lane !== 'proposal' || open === 0) return [box];
    return [
      { ...box, count: box.count - open },
      { id: OPEN_ID, title: OPEN_TITLE, count: open },
    ];
  });
}

export function filtersMarkup({ onto, counts }: Selection): Markup {
  const lanes = LANES.filter((lane) => counts[lane] > 0);
  return markup`<form id="filters" class="filters screen" role="search" aria-label="Filter the commits" hidden>
<label class="wide">Text<input type="search" name="text" autocomplete="off" placeholder="subject, author, id, fact"/></label>
<label>Lane<select name="lane"><option value="">all lanes</option>${lanes.map((lane) => markup`<option value="${lane}">${LANE_TITLES[lane]}</option>`)}</select></label>
<label>Needed by<select name="branch"><option value="">any branch</option>${onto.map((branch, n) => markup`<option value="${n}">${clip(branch, 40)}</option>`)}</select></label>
<label>Order<select name="order"><option value="probability">probability</option><option value="newest">newest first</option><option value="oldest">oldest first</option><option value="subject">subject</option></select></label>
<output name="shown" aria-live="polite"></output>
</form>`;
}
