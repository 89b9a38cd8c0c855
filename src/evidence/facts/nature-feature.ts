import type { ChangeReading } from '../change/read.ts';
import type { PatchView } from '../patch-view.ts';
import type { Finding } from '../types.ts';
import { listWords, quoteText } from '../words.ts';

/** A title that says that something new can be done, or that something old is done otherwise from now on. */
const NEW =
  /^(?:introduce|implement|provide|improve|enhance|optimi[sz]e|expose|wire up|deprecate|add .{0,60}\b(?:callbacks?|interfaces?|ioctl|sysfs|API|feature|functionality|options?|parameter|handler|infrastructure|helpers?|operations?|defines?|constants?|macros?|wrappers?|accessors?|trace ?points?|debug\w*|trac(?:e|ing)|capabilit\w+)\b)/i;
/** Says so only together with functions that were not there before. */
const MORE = /^(?:add|adds|adding|support|allow|enable|extend)\b/i;
const OTHERWISE =
  /^(?:make|set|use|enable|disable|turn|switch|change)\b.*\b(?:(?:the|by) default|mandatory|optional|configurable)\b|^change\b/i;
const GONE =
  /\b(?:remov|drop|delet|deprecat|discontinu)\w*\b[^.\n]{0,40}\b(?:support|drivers?|upstream)\b|\bno longer (?:supported|maintained)\b|\bmaintenance burden\b/i;

/** What stable branches take though it adds something. */
const WELCOME =
  /\b(?:quirks?|errat(?:um|a)|work-?arounds?|mapping|(?:missing|sanity|NULL|bounds?|return|validity) checks?|messages?|device ids?)\b/i;

/** New abilities, other behaviour and support that goes: where neither a report nor the subject tells of a problem. */
export function featureFindings(reading: ChangeReading, source: PatchView['source']): readonly Finding[] {
  const quote = findFeature(reading);
  if (quote === undefined) return [];
  return [{ kind: 'nature-feature', says: quote, source: source.message, weighs: 'against' }];
}

function findFeature({ telling, problems, reports, diff }: ChangeReading): string | undefined {
  if (reports.length > 0 || problems.some(({ inSubject }) => inSubject)) return undefined;
  if (diff?.shapes.some(({ kind }) => kind === 'device') === true) return undefined;
  const { title, prose } = telling;
  if (WELCOME.test(title)) return undefined;
  const gone = GONE.exec(prose);
  if (gone !== null) return `By its words support goes: "${quoteText(gone[0])}".`;
  if (problems.some(({ grave }) => grave)) return undefined;
  if (NEW.test(title)) return `By its subject something new can be done: "${quoteText(title)}".`;
  const born = diff?.newFunctions ?? [];
  if (MORE.test(title) && born.length > 0)
    return `By its subject something new can be done, with new code (${listWords(
      born.map((name) => quoteText(name, 50)),
      3,
    )}): "${quoteText(title)}".`;
  if (OTHERWISE.test(title)) return `By its subject something is done otherwise from now on: "${quoteText(title)}".`;
  const surface = (diff?.surface ?? []).filter(
    ({ kind, change }) =>
      change === 'added' && kind !== 'prototype' && (kind !== 'exported symbol' || problems.length === 0),
  );
  if (surface.length > 0)
    return `It adds what others can use: ${listWords(
      surface.map(({ kind, name }) => `${kind} ${quoteText(name, 50)}`),
      3,
    )}.`;
  return undefined;
}
