/** `npm run docs:errors` writes docs/errors.md from the entries of the error codes. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorsText } from './index.ts';

writeFileSync(resolve(import.meta.dirname, '../../docs/errors.md'), errorsText());
