/**
 * `npm run behavior -- FOLDER [GLOB]` injects the event bus into every class that the glob (default `lib/**\/*.js`) finds in a
 * copy of a public project, and runs the project's own tests with `node --test` before and after. Without a folder, it
 * does the same with the repository's files with hard syntax: it loads each module before and after and compares what
 * can be seen of its classes and their objects. It changes nothing outside folders for temporary files.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareHardSyntax } from './hard-syntax.ts';
import { compareProject } from './project.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const [folder, glob = 'lib/**/*.js'] = process.argv.slice(2);
const lines =
  folder === undefined ? await compareHardSyntax() : await compareProject(path.resolve(folder), glob, ROOT);
for (const line of lines) console.log(line);
