import { UsageError } from '../../errors.ts';
import { readCleanup, readCommentSign, runPrepare, type Preparation } from '../../run/index.ts';
import { EXIT } from '../failure.ts';
import { readTextFile, replaceTextFile } from '../text-file.ts';
import { plainText } from '../width.ts';
import type { MessageCall } from './options.ts';

/** Adds comments to the message that a person is about to edit; where no editor opens, they would stay, so nothing is added. */
export async function prepareMessage({ session, workspace }: MessageCall): Promise<number> {
  const { args, options, terminal } = session;
  const [file, source] = args;
  if (file === undefined)
    throw new UsageError('message-call', '--hook prepare-commit-msg needs the file that git names');
  const cleanup = await readCleanup(options.repo);
  const kept = cleanup !== undefined && cleanup !== 'default' && cleanup !== 'strip';
  if (kept || terminal.env.GIT_EDITOR === ':' || (source !== undefined && source !== 'template')) return EXIT.fine;
  const preparation = await runPrepare(workspace, terminal.env.GIT_INDEX_FILE);
  if (preparation === undefined) return EXIT.fine;
  const sign = await readCommentSign(options.repo);
  const comments = renderPreparation(preparation).map((line) => `${sign === 'auto' ? '#' : sign} ${plainText(line)}\n`);
  const written = readTextFile(file);
  replaceTextFile(written, `${written.text.replace(/\n*$/, '\n')}${comments.join('')}`);
  return EXIT.fine;
}

const renderPreparation = ({ prefix, subjectLimit, fault, trailers }: Preparation): readonly string[] => [
  `autosel: subjects have at most ${subjectLimit} characters${prefix === undefined ? '' : `; for these files they begin with ${prefix}:`}`,
  ...(fault === undefined ? [] : [`autosel: if this is a fix, the lines are from: Fixes: ${fault}`]),
  ...(trailers.length === 0 ? [] : [`autosel: usual lines at the end: ${trailers.join(', ')}`]),
];
