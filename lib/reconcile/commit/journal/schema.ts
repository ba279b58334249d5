import { z } from 'zod';
import { isJournalFolder, isJournalPath } from './paths.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const mode = z.int().min(0).max(0o777).nullable();

const step = z.strictObject({
  type: z.enum(['write', 'remove', 'mode']),
  path: z.string().refine(isJournalPath),
  before: hash.nullable(),
  after: hash.nullable(),
  mode,
  oldMode: mode,
});

const schema = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(/^[0-9a-f]{12}$/),
  steps: z.array(step),
  folders: z.array(z.string().refine(isJournalFolder)),
});

/** Parses a journal; returns null if the text is invalid. */
export function parseJournal(text: string): z.infer<typeof schema> | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
