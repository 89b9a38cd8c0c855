import { groupReviews, judgeBranches, judgeReviews, type Review, type ReviewStanding } from '../../history/index.ts';
import type { FeedbackAnswer } from '../../run/index.ts';
import { paintWith, type Paint } from '../paint.ts';
import { renderTable, type Column } from '../table.ts';
import { plainText } from '../width.ts';
import type { SendingView } from './sending.ts';
import { plural } from '../../plural.ts';

/** For each commit what holds, and below it what was said. */
export function renderReviews(reviews: readonly Review[], view: SendingView): string {
  const paint = paintWith(view.colour);
  if (reviews.length === 0)
    return 'Nothing was said yet: autosel review COMMIT --accept or --drop, or autosel feedback.\n';
  return [...groupReviews(reviews)]
    .map(
      ([commit, said]) =>
        `${paint.id(commit.slice(0, 12))} ${renderStandings({ standing: judgeReviews(said), branches: judgeBranches(said) }, paint)}\n${said.map(renderSaid).join('')}`,
    )
    .join('\n');
}

const renderStanding = ({ kind, because }: ReviewStanding, paint: Paint): string =>
  `${paint.strong(kind)}${because === undefined ? '' : ` by ${plainText(because.by.name || because.by.email)}`}`;

type Standings = Pick<FeedbackAnswer['standings'][number], 'standing' | 'branches'>;

/** `open; linux-5.4.y: dropped by Mia`. */
const renderStandings = ({ standing, branches }: Standings, paint: Paint): string =>
  [
    renderStanding(standing, paint),
    ...branches.map((each) => `${plainText(each.branch)}: ${renderStanding(each.standing, paint)}`),
  ].join('; ');

function renderSaid({ answer, branches, reason, by, authority, at, also, how }: Review): string {
  const day = at === 0 ? '' : new Date(at * 1000).toISOString().slice(0, 10);
  const where = branches.length === 0 ? '' : ` for ${branches.join(', ')}`;
  const who = `${plainText(by.name || by.email)} (${authority ?? 'decides nothing'}${how === 'model' ? ', read by a model' : ''})`;
  const more = also.length === 0 ? '' : `, with ${also.map(plainText).join(', ')}`;
  return `  ${day} ${answer}${where}${more}, ${who}${reason === '' ? '' : `: "${plainText(reason)}"`}\n`;
}

const columns = (paint: Paint): readonly Column[] => [
  { title: 'commit', paint: paint.id },
  { title: 'answer', paint: paint.strong },
  { title: 'from', gives: 2, least: 12 },
  { title: 'who', gives: 1, least: 10, paint: paint.faint },
  { title: 'words', gives: 6, least: 24 },
];

/** `drop for linux-5.4.y` where it is not about all. */
const sayAnswer = ({ answer, branches }: Review): string =>
  branches.length === 0 ? answer : `${answer} for ${branches.join(', ')}`;

/** New answers with what was understood, and what holds after them. */
export function renderFeedback(answer: FeedbackAnswer, view: SendingView & { readonly dryRun: boolean }): string {
  const paint = paintWith(view.colour);
  const rows = answer.understood.map(({ reply, proposal, reading, authority, review }) => [
    proposal.commit.slice(0, 12),
    review === undefined ? (reply.automatic === undefined ? 'left open' : 'automatic') : sayAnswer(review),
    reply.from.name || reply.from.email,
    reply.forged ?? reply.automatic ?? authority ?? 'decides nothing',
    reading.quote,
  ]);
  const table = rows.length === 0 ? 'No new answers.\n' : renderTable(columns(paint), rows, view.width);
  const standings = answer.standings.map(
    ({ commit, subject, ...held }) =>
      `${paint.id(commit.slice(0, 12))} ${renderStandings(held, paint)}  ${plainText(subject)}\n`,
  );
  const unread = answer.unread.map((text) => `not read: ${plainText(text)}\n`);
  const kept = view.dryRun ? 'Nothing was kept (--dry-run).' : 'Kept; autosel review overrules.';
  return [
    table,
    standings.length === 0 ? '' : `\n${standings.join('')}`,
    unread.length === 0 ? '' : `\n${unread.join('')}`,
    `\n${plural(answer.mails, 'mail')} looked at, ${plural(answer.understood.length, 'new answer')} to ${plural(answer.proposals.length, 'proposal')}, ${answer.known} known before. ${kept}\n`,
    answer.answers.length === 0
      ? ''
      : `${answer.answers.length} of their writers can be told what was understood: --answer sends it.\n`,
  ].join('');
}
