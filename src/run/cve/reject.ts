import {
  buildRejectedRecord,
  checkRecord,
  commitChange,
  fileName,
  openCveFolder,
  parseCveId,
  parseReason,
  placeOf,
  readEntry,
  readTexts,
  renderRejection,
  withFolderLock,
  type ChangeStep,
  type CveEntry,
  type CveId,
  type RecordValidator,
  type Template,
} from '../../cve/index.ts';
import { UsageError } from '../../errors.ts';

export interface RejectRequest {
  readonly folder: string;
  readonly id: string;
  readonly reason: string | undefined;
  readonly template: Template;
  readonly validate: RecordValidator;
}

export interface RejectAnswer {
  readonly id: CveId;
  readonly was: 'reserved' | 'published';
  /** The mail to send, from the folder's root; undefined where nothing was announced. */
  readonly mail: string | undefined;
  /** For CVE services. */
  readonly record: ReturnType<typeof buildRejectedRecord>;
}

/** Takes a CVE back: its files move to the rejected ones, with a mail that says so. UsageError `cve-rejected`, `unknown-cve`. */
export async function runCveReject(request: RejectRequest): Promise<RejectAnswer> {
  const id = parseCveId(request.id);
  const reason = parseReason(request.reason);
  const folder = await openCveFolder(request.folder);
  const record = buildRejectedRecord({ id, reason }, request.template);
  checkRecord(record, request.validate, id);
  return withFolderLock(folder.root, async () => {
    const entry = readEntry(folder, id);
    if (entry === undefined) throw new UsageError('unknown-cve', `${id} is not in ${folder.root}`);
    if (entry.state === 'rejected') throw new UsageError('cve-rejected', `${id} is rejected already in ${folder.root}`);
    const { mbox } = readTexts(folder, entry, ['mbox']);
    const mail = mbox === undefined ? undefined : renderRejection({ id, reason }, mbox, request.template);
    const path = `${placeOf('rejected', id)}/${fileName(id, 'mbox.rejected')}`;
    const note: readonly ChangeStep[] = mail === undefined ? [] : [{ kind: 'write', path, text: mail }];
    await commitChange(folder.root, [...note, ...moveAll(entry)]);
    return { id, was: entry.state, mail: mail === undefined ? undefined : path, record };
  });
}

const moveAll = ({ id, state, names }: CveEntry): readonly ChangeStep[] =>
  names.map((name) => ({
    kind: 'move',
    from: `${placeOf(state, id)}/${name}`,
    to: `${placeOf('rejected', id)}/${name}`,
  }));
