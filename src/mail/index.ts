export { parseAddress } from './address.ts';
export type { MailAddress } from './address.ts';
export { renderDiffstat } from './diffstat.ts';
export { renderExplanation, summarize } from './explain.ts';
export type { ExplainContext } from './explain.ts';
export { renderMbox } from './mbox.ts';
export { buildMessageId, renderProposal } from './proposal.ts';
export type { MailRun, ProposalInput } from './proposal.ts';
export type * from './types.ts';
