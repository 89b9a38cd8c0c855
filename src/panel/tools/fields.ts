import { z } from 'zod';

/** Fields that several tools ask for, with what a model is told about them. */
export const fields = {
  commit: z
    .string()
    .min(1)
    .max(80)
    .optional()
    .describe('Commit id, 7 to 64 hex digits. Left out: the commit under judgement.'),
  revision: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'Commit id of 7 to 64 hex digits, or the plain name of a branch or tag; a branch is taken as it was on the day. Left out: after the commit under judgement.',
    ),
  path: z.string().min(1).max(1000).describe('From the uppermost folder of the repository, e.g. drivers/net/tun.c'),
  line: z.number().int().min(1).max(10_000_000),
  limit: (most: number) => z.number().int().min(1).max(most).optional(),
  name: z.string().min(1).max(120).describe('A name as it stands in code: letters, digits and _'),
};
