import type { CurvePoint, ReliabilityPoint } from '../../triage/index.ts';
import type { Markup } from '../page/html.ts';
import { markup } from '../page/html.ts';
import { plural } from '../../plural.ts';

/** Both axes go from 0 to 1; numbers are pixels of the picture's own grid. */
const LEFT = 40;
const TOP = 10;
const SIDE = 240;
const WIDTH = LEFT + SIDE + 12;
const HEIGHT = TOP + SIDE + 40;
const TICKS = [0, 0.25, 0.5, 0.75, 1];
const MOST_POINTS = 400;

export interface PlotText {
  /** What a person who cannot see the picture is told. */
  readonly label: string;
  readonly x: string;
  readonly y: string;
}

/** A curve over its chance line: the diagonal, or level at `chance`. */
export function curvePlot(points: readonly CurvePoint[], text: PlotText, chance: number | 'diagonal'): Markup {
  const path = thin(points)
    .map(({ x, y }, n) => `${n === 0 ? 'M' : 'L'}${place(x, y)}`)
    .join('');
  const [first, last] = [points.at(0), points.at(-1)];
  const area = first === undefined || last === undefined ? '' : `${path}L${place(last.x, 0)}L${place(first.x, 0)}Z`;
  return frame(text, markup`<path class="area" d="${area}"/>${chanceLine(chance)}<path class="curve" d="${path}"/>`);
}

/** Said against seen, one dot a bin; the diagonal is perfect. */
export function reliabilityPlot(points: readonly ReliabilityPoint[], text: PlotText): Markup {
  const path = points.map(({ said, was }, n) => `${n === 0 ? 'M' : 'L'}${place(said, was)}`).join('');
  const dots = points.map(
    ({ said, was, n }) =>
      markup`<circle class="dot" cx="${across(said)}" cy="${down(was)}" r="4"><title>said ${said.toFixed(3)}, was ${was.toFixed(3)}, ${plural(n, 'commit')}</title></circle>`,
  );
  return frame(text, markup`${chanceLine('diagonal')}<path class="curve" d="${path}"/>${dots}`);
}

const limit = (value: number): number => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0);
const across = (x: number): string => (LEFT + limit(x) * SIDE).toFixed(1);
const down = (y: number): string => (TOP + (1 - limit(y)) * SIDE).toFixed(1);
const place = (x: number, y: number): string => `${across(x)} ${down(y)}`;

/** More points than pixels help nobody; the ends stay. */
function thin(points: readonly CurvePoint[]): readonly CurvePoint[] {
  const step = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, n) => n % step === 0 || n === points.length - 1);
}

const chanceLine = (chance: number | 'diagonal'): Markup =>
  chance === 'diagonal'
    ? markup`<path class="chance" d="M${place(0, 0)}L${place(1, 1)}"/>`
    : markup`<path class="chance" d="M${place(0, chance)}L${place(1, chance)}"/>`;

function frame({ label, x, y }: PlotText, inner: Markup): Markup {
  const lines = TICKS.map(
    (tick) =>
      markup`<path class="grid" d="M${place(tick, 0)}L${place(tick, 1)}M${place(0, tick)}L${place(1, tick)}"/>
<text x="${across(tick)}" y="${TOP + SIDE + 15}" text-anchor="middle">${tick}</text><text x="${LEFT - 6}" y="${Number(down(tick)) + 4}" text-anchor="end">${tick}</text>`,
  );
  return markup`<svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
${lines}${inner}<path class="axis" d="M${place(0, 1)}L${place(0, 0)}L${place(1, 0)}" fill="none"/>
<text x="${LEFT + SIDE / 2}" y="${HEIGHT - 6}" text-anchor="middle">${x}</text><text transform="translate(11 ${TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">${y}</text>
</svg>`;
}
