/** `npm run docs:reference` writes docs/reference.md from the data that `--help` is made from, and draws docs/mesh.svg. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { referenceText } from './index.ts';
import { meshPicture } from './mesh-picture.ts';

const docs = (name: string): string => resolve(import.meta.dirname, '../../docs', name);

writeFileSync(docs('reference.md'), await referenceText());
writeFileSync(docs('mesh.svg'), meshPicture());
