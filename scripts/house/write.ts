/** `npm run house` measures the repository, writes docs/house.md, and removes exceptions that are no longer needed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { excesses, refusals, shrunk, type Exceptions } from './limits.ts';
import { measure, type Figures } from './measure.ts';
import { pageText, type Earlier } from './page.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));

const { firstSurvey, before } = read('before.json') as { firstSurvey: Earlier; before: Figures };
const found = excesses(ROOT);
const exceptions = read('exceptions.json') as Exceptions;
const needed = shrunk(found, exceptions);
writeFileSync(join(import.meta.dirname, 'exceptions.json'), `${JSON.stringify(needed, null, 2)}\n`);
writeFileSync(join(ROOT, 'docs/house.md'), pageText(firstSurvey, before, measure(ROOT), needed));
for (const refusal of refusals(found, needed)) {
  console.error(refusal);
  process.exitCode = 1;
}
