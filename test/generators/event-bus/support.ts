import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folder } from '../../support/folders.ts';
import { onex, type Outcome } from '../../support/process.ts';

/** A class without the event bus. */
export const STORE = 'export class Store {\n\titems = [];\n}\n';

/** Writes files into a new folder. */
export async function project(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await folder();
  await writeFile(join(root, 'package.json'), '{ "type": "module" }\n');
  await mkdir(join(root, 'src'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text);
  return root;
}

/** Reads a file of a project. */
export const read = (root: string, name: string): Promise<string> => readFile(join(root, name), 'utf8');
/** Runs `onex event-bus` in a project. */
export const bus = (cwd: string, ...args: string[]): Promise<Outcome> =>
  onex(['event-bus', ...args], { cwd });
