/**
 * What the mails are worth, in parts; each prints one JSON object.
 *
 * - `node bench/mail.ts real MAILS.jsonl.gz`: real mails of AUTOSEL, taken apart and rendered again.
 * - `node bench/mail.ts ours COUNT REPO MAINLINE BRANCH…`: mails of ours for real backports, through `git am`, `git mailinfo` and a
 *   strict parser; the tree must be that of the dry-run pick.
 * - `node bench/mail.ts folder OUT REPO`: the mails that `select --out OUT` wrote for a repository, applied where they say they apply.
 * - `node bench/mail.ts keepers COUNT REPO RANGE TREE`: people and lists of MAINTAINERS against `scripts/get_maintainer.pl` of a Linux
 *   tree, for patches of a repository.
 * - `node bench/mail.ts answers MAILS.jsonl.gz [HALF]`: what is recognised in real answers beside what became of the proposals; the cases
 *   of one half, when it is named.
 * - `node bench/mail.ts server COUNT KILLS`: mails to OpenSMTPD on loopback, server and autosel killed in turn: does each arrive once?
 */
import { benchAnswers } from './mail/answers.ts';
import { benchFolder } from './mail/folder.ts';
import { benchKeepers } from './mail/keepers.ts';
import { benchOurs } from './mail/ours.ts';
import { benchReal } from './mail/real.ts';
import { benchServer } from './mail/server.ts';

const [part, ...args] = process.argv.slice(2);
const run = {
  real: benchReal,
  ours: benchOurs,
  folder: benchFolder,
  keepers: benchKeepers,
  answers: benchAnswers,
  server: benchServer,
}[part ?? ''];
if (run === undefined) throw new Error('say real, ours, folder, keepers, answers or server');
process.stdout.write(`${JSON.stringify(await run(args), undefined, 2)}\n`);
