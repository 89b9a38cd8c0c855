import { z } from 'zod';
import { UsageError } from '../../errors.ts';
import { parseSha, REFERENCE_STYLES } from '../../git/index.ts';
import type { BranchSeries, Selection } from '../../mail/index.ts';
import { sayIssue } from '../../words-of-errors.ts';

const sha = z
  .string()
  .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)
  .transform(parseSha);
const series = z.object({
  branch: z.string().min(1).max(250),
  tip: sha,
  commits: z.array(
    z.object({
      sha,
      role: z.enum(['proposal', 'prerequisite', 'repair']),
      needs: z.array(sha),
      without: z.array(z.string().max(4096)).optional(),
    }),
  ),
  adapt: z.array(sha),
});
const customs = z.object({
  stableList: z.string().max(250).optional(),
  references: z.record(z.string().max(250), z.enum(REFERENCE_STYLES)),
});
const file = z.object({ range: z.string(), series: z.array(series), customs: customs.optional() });

/** What a queue is made of: the part of a selection that says what each branch gets. */
export type QueueSelection = Pick<Selection, 'range' | 'customs'> & { readonly series: readonly BranchSeries[] };

/**
 * Reads a selection.json, whoever wrote it.
 * @throws UsageError `not-a-selection` when it is none.
 */
export function parseSelection(text: string, name: string): QueueSelection {
  const parsed = file.safeParse(parseJson(text));
  if (parsed.success) return withCustoms(parsed.data);
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new UsageError(
    'not-a-selection',
    `${name} is no selection (${where === '' ? 'the whole file' : where}: ${issue === undefined ? 'wrong' : sayIssue(issue)}): name the selection.json that "autosel select --out" wrote`,
  );
}

const withCustoms = ({ customs: given, ...rest }: z.infer<typeof file>): QueueSelection => ({
  ...rest,
  customs: given && { references: given.references, stableList: given.stableList },
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
