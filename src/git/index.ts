export type * from './types.ts';
export type * from './pick-types.ts';
export { parseMessage } from './message.ts';
export { buildName } from './name.ts';
export type { BlamedLine, BlameRequest } from './blame.ts';
export type { FileReply, FileRequest } from './files.ts';
export type { ContainingReply, ContainingRequest, ReachRequest, TipRequest } from './ancestry.ts';
export type { EntriesRequest, FolderEntry } from './folder.ts';
export type { FoundLine, LinesReply, LinesRequest } from './lines.ts';
export { LOG_OF_PATH } from './log.ts';
export type { LogReply, LogRequest } from './log.ts';
export type { CommitLine, CommitLines, Tip, WalkRequest } from './commit-lines.ts';
export type { CommitMessage } from './commit-messages.ts';
export type { PastCommit, PastReply, PastRequest } from './past.ts';
export { readAuthorIdentity, readCleanup, readCommentSign, readStaged, readTemplatePath } from './staged.ts';
export type { StagedRequest } from './staged.ts';
export { openMailArchive } from './mail-archive.ts';
export type { ArchivedMail, MailArchive } from './mail-archive.ts';
export { listPaths, parsePatch } from './patch.ts';
export { patchIdOf } from './patch-id.ts';
export {
  commonReference,
  parseReferenceLine,
  REFERENCE_STYLES,
  renderReference,
  standsBelow,
} from './reference-line.ts';
export type { ReferenceLine, ReferenceStyle } from './reference-line.ts';
export { openRepository } from './repository.ts';
export { writeBranch } from './write-branch.ts';
export type { NewBranch, NewCommit } from './write-branch.ts';
export type { OpenOptions } from './repository.ts';
export { parseSha } from './sha.ts';
export { matchImages } from './pre-image.ts';
export type { FileMatch, HunkMatch, ImageFound, ImageMatch } from './pre-image.ts';
export type { FoundWord, WordPlace, WordsRequest } from './words.ts';
