import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Texts of all files below `nodes/`, by path relative to the project. */
export function nodeFiles(project: string): [path: string, text: string][] {
  const entries = readdirSync(path.join(project, 'nodes'), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [path.relative(project, file), readFileSync(file, 'utf8')]);
}

/** Throws unless a contestant made of the nodes what it was to make: else its time would mean nothing. */
export function checkNodes(project: string, wanted: string, who: string): void {
  const made = new Map(nodeFiles(project));
  const wrong = nodeFiles(wanted).find(([file, text]) => made.get(file) !== text);
  if (wrong !== undefined) throw new Error(`${who} did not write ${wrong[0]} as it was to`);
}
