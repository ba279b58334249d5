/** `npm run docs:reference` writes docs/reference.md from the data that `--help` is made from. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { referenceText } from './index.ts';

writeFileSync(resolve(import.meta.dirname, '../../docs/reference.md'), await referenceText());
