import { findMailSources, groupReviews, type Review } from '../../history/index.ts';
import { buildOutgoing, readContent, readHeaders, renderAtom, type OutgoingMail } from '../../mail/index.ts';
import { writeFiles } from '../files.ts';
import { readMails } from '../files-of-mails.ts';
import { makeModes } from '../modes.ts';
import { throwIfStopped } from '../stop.ts';
import type { Workspace } from '../workspace.ts';
import { findUnaddressed, refuseUnaddressed } from './addressed.ts';
import { deliver, type Delivered, type Parcel } from './deliver.ts';
import { planDigests, type PlannedDigests } from './digests.ts';
import { nameWay, openWay, requireFolder, type OpenWay, type WayRequest } from './open-way.ts';
import { openOutbox, type Outbox, type OutboxEntry } from './outbox/index.ts';
import { planMail, type MailCandidate, type PlannedMail } from './plan.ts';
import { settle, settleByArchive, type Settlement } from './settle.ts';

export interface SendRequest extends WayRequest {
  /** Folders of `select --out`, or mboxes of them. */
  readonly from: readonly string[];
  /** False: a dry run, which only tells. */
  readonly send: boolean;
  readonly yes: boolean;
  readonly digest: boolean;
  /** Archives that hold what was sent. */
  readonly sentArchives: readonly string[];
  readonly settlements: readonly Settlement[];
  readonly reviews: readonly Review[];
  /** Seconds since 1970. */
  readonly now: () => number;
  /** Waits so many milliseconds, or until the signal. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

export interface SendAnswer {
  readonly way: string;
  readonly dryRun: boolean;
  /** One for each mail of the input, in its order. */
  readonly planned: readonly PlannedMail[];
  readonly digests: PlannedDigests;
  /** Empty in a dry run. */
  readonly delivered: readonly Delivered[];
  /** Mails of which nobody can tell whether they left. */
  readonly unclear: readonly OutboxEntry[];
  readonly settled: readonly string[];
  /** Why a dry run's mails would be refused as they are: without a sender, or to nobody. */
  readonly unaddressed: string | undefined;
}

/** Plans what would leave on one way and, when asked to, sends it. The same call again goes on where it was stopped. */
export async function runSend(workspace: Workspace, request: SendRequest): Promise<SendAnswer> {
  const writes = request.send || request.sentArchives.length > 0 || request.settlements.length > 0;
  const name = nameWay(request);
  if (writes && request.via !== 'smtp') requireFolder(request);
  const outbox = await openOutbox({ folder: workspace.storeFolder, mode: writes ? 'write' : 'read' });
  try {
    const settled = outbox === undefined || !writes ? [] : await settleAll(outbox, name, request);
    const plan = await planAll(workspace, request, { outbox, name });
    if (request.send) refuseUnaddressed(plan.parcels.map(({ mail }) => mail));
    const delivered =
      request.send && outbox !== undefined ? await sendAll({ workspace, request, outbox }, plan.parcels) : [];
    return {
      way: name,
      dryRun: !request.send,
      planned: plan.planned,
      digests: plan.digests,
      delivered,
      unclear: outbox?.listUnclear(name) ?? [],
      settled,
      unaddressed: request.send ? undefined : findUnaddressed(listHopeful(plan)),
    };
  } finally {
    outbox?.close();
  }
}

async function settleAll(outbox: Outbox, way: string, request: SendRequest): Promise<readonly string[]> {
  const desk = { outbox, way, at: Math.floor(request.now()) };
  for (const settlement of request.settlements) settle(desk, settlement);
  const ids = walkIds(request.sentArchives);
  const found = await settleByArchive(desk, { ids, name: request.sentArchives.join(', ') });
  return [...request.settlements.map(({ messageId }) => messageId), ...found];
}

async function* walkIds(places: readonly string[]): AsyncGenerator<string> {
  if (places.length === 0) return;
  const { sources } = await findMailSources(places, undefined, '--sent-archive');
  for (const source of sources)
    for await (const { bytes } of source.read(undefined)) {
      const value = readHeaders(bytes).find(([key]) => key === 'message-id')?.[1] ?? '';
      yield value.replace(/^<|>$/g, '');
    }
}

/** What would leave, and what waits for a person alone. */
const listHopeful = ({ planned, parcels }: Plan): readonly OutgoingMail[] =>
  [...parcels, ...planned.filter(({ kind }) => kind === 'held')].map(({ mail }) => mail);

interface Plan extends Pick<SendAnswer, 'planned' | 'digests'> {
  readonly parcels: readonly Parcel[];
}

async function planAll(
  workspace: Workspace,
  request: SendRequest,
  { outbox, name }: { readonly outbox: Outbox | undefined; readonly name: string },
): Promise<Plan> {
  const question = {
    reviews: groupReviews(request.reviews),
    outbox,
    way: { name },
    yes: request.yes,
    digest: request.digest,
  };
  const candidates = await readCandidates(workspace, request);
  const planned = candidates.map((candidate) => planMail(candidate, question));
  const digests = planDigests(
    planned.filter(({ kind }) => kind === 'digest'),
    {
      now: Math.floor(request.now()),
      to: workspace.config.mail.to,
      isGone: (matter) => (outbox?.find({ way: name, matter, messageId: '' })?.state ?? 'open') !== 'open',
    },
  );
  const single = planned.filter(({ kind }) => kind === 'send').map(({ mail }): Parcel => ({ mail, holds: [] }));
  return { planned, digests, parcels: [...single, ...digests.parcels] };
}

/** Each Message-Id once, however many files hold it. */
async function readCandidates({ config, signal }: Workspace, { from }: SendRequest): Promise<readonly MailCandidate[]> {
  const modeOf = makeModes(config.subsystems);
  const found = new Map<string, MailCandidate>();
  for (const place of from)
    for (const raw of await readMails(place)) {
      throwIfStopped(signal);
      const mail = buildOutgoing(raw);
      if (found.has(mail.messageId)) continue;
      const content = await readContent(mail);
      const author = content.author ?? { name: '', email: '' };
      found.set(mail.messageId, { mail, content, mode: modeOf({ paths: content.paths, author }) });
    }
  return [...found.values()];
}

interface Sending {
  readonly workspace: Workspace;
  readonly request: SendRequest;
  readonly outbox: Outbox;
}

async function sendAll(
  { workspace, request, outbox }: Sending,
  parcels: readonly Parcel[],
): Promise<readonly Delivered[]> {
  const perMinute = request.via === 'smtp' ? workspace.config.smtp?.perMinute : undefined;
  const way = await openWay(workspace, request);
  const delivered: Delivered[] = [];
  try {
    const around = {
      outbox,
      way,
      signal: workspace.signal,
      now: () => Math.floor(request.now()),
      pause: perMinute === undefined ? undefined : () => request.pause(60_000 / perMinute),
      progress: (done: number) => workspace.progress({ step: 'sending', done, total: parcels.length, unit: 'mails' }),
    };
    for await (const each of deliver(parcels, around)) delivered.push(each);
    if (way.readAll !== undefined && request.dir !== undefined) await writeFeed(way.readAll(), request.dir);
  } finally {
    await way.close();
  }
  return delivered;
}

/** Newest mails of an archive that its feed shows. */
const FEED_LENGTH = 100;

async function writeFeed(mails: ReturnType<NonNullable<OpenWay['readAll']>>, folder: string): Promise<void> {
  const entries = [];
  for await (const raw of mails) {
    const mail = buildOutgoing(raw);
    entries.push({ mail, summary: (await readContent(mail)).explanation });
    if (entries.length >= FEED_LENGTH) break;
  }
  const content = renderAtom('AUTOSEL proposals', entries);
  await writeFiles(folder, [{ name: 'feed.atom', content }]);
}
