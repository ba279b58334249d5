import type { Contract } from '../../../../contract/model.ts';
import { sourcesIn } from './sources.ts';

/** Sources that name operations without being the code of one. */
const NO_CODE = /^(models|enums)[/\\]/;

/**
 * Operations of a contract that the node's source has no code for. Nothing of it is run, so only what is plain to see
 * is reported: a table of handlers is written out with plain keys, and the name does not occur as a key, a method, or a
 * text.
 */
export function operationsWithoutCode({ kind, operations }: Contract, folder: string): string[] {
  if (kind !== 'effect' && kind !== 'compute') return [];
  const source = sourcesIn(folder)
    .filter(({ file }) => !NO_CODE.test(file))
    .map(({ text }) => text)
    .join('\n');
  if (!/\bhandlers:\s*\{(?![^}]*(?:\.\.\.|\[))/.test(source)) return [];
  return operations.map(({ name }) => name).filter((name) => !standsIn(source, name));
}

function standsIn(source: string, name: string): boolean {
  const literal = name.replaceAll(/[^\w]/g, '\\$&');
  return new RegExp(`['"\`]${literal}['"\`]|(?<![\\w$.])${literal}\\s*[:(,}]`).test(source);
}
