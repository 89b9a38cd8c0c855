import type { ObjectReader, ObjectReply } from './cat-file.ts';
import { parseCommit } from './commit.ts';
import type { Commit, Sha, Unread } from './types.ts';

/** Requests in flight: enough to hide the pipe, few enough that large messages stay bounded. */
const inFlight = 512;

/** Commits in the order asked, each read by `reader`; what cannot be read is said, and the walk goes on. */
export async function* readCommits(
  reader: ObjectReader,
  shas: Iterable<Sha> | AsyncIterable<Sha>,
): AsyncGenerator<Commit | Unread, void, void> {
  const asked: { readonly sha: Sha; readonly reply: Promise<ObjectReply> }[] = [];
  let first = 0;
  for await (const sha of shas) {
    const reply = reader.read(sha);
    reply.catch(() => {});
    asked.push({ sha, reply });
    if (asked.length - first < inFlight) continue;
    const oldest = asked[first++];
    yield commitOf(oldest.sha, await oldest.reply);
    if (first < inFlight) continue;
    asked.splice(0, first);
    first = 0;
  }
  for (const { sha, reply } of asked.slice(first)) yield commitOf(sha, await reply);
}

function commitOf(sha: Sha, reply: ObjectReply): Commit | Unread {
  const commit = reply.kind === 'object' && reply.type === 'commit' ? parseCommit(sha, reply.bytes) : whyNot(reply);
  return typeof commit === 'string' ? { kind: 'unread', sha, why: commit } : commit;
}

function whyNot(reply: ObjectReply): string {
  switch (reply.kind) {
    case 'object':
      return `it is a ${reply.type}, not a commit`;
    case 'too-large':
      return `its message has ${reply.size} bytes`;
    case 'missing':
    case 'ambiguous':
      return 'the commit is not in this repository';
    case 'broken':
      return reply.why;
  }
}
