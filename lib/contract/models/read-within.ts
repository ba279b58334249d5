import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, isAbsolute, join, posix, sep } from 'node:path';
import { quote } from 'onex-cli-kit';
import { MAX_CONTRACT_LENGTH, parseYaml } from 'onex-runtime/contract';
import { UserError } from '../../errors/index.ts';

/**
 * Returns the value of a YAML or JSON file in a folder; null: there is no such file.
 * @param what The reference to the file, for the start of messages: `contract.yaml: $ref`.
 * @throws UserError for a file outside the folder, one that is too large, or one that is not YAML.
 */
export async function readYamlWithin(
  folder: string,
  file: string,
  what: string,
): Promise<{ readonly path: string; readonly value: unknown } | null> {
  const refuse = (why: string): UserError =>
    new UserError('ERR_ONEX_INVALID_MODELS', `${what} ${quote(file)} ${why}`);
  const plain = posix.normalize(file.replaceAll('\\', '/'));
  const outside = 'leads out of the folder of the contract; copy the file beside the contract';
  if (isAbsolute(file) || /^[a-z][a-z+.-]*:/i.test(file) || plain.startsWith('..')) throw refuse(outside);
  const root = await realpath(folder).catch(() => null);
  const path = root === null ? null : await realpath(join(root, plain)).catch(() => null);
  if (root === null || path === null) return null;
  if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) throw refuse(outside);
  const about = await stat(path);
  if (!about.isFile() || about.size > MAX_CONTRACT_LENGTH * 4)
    throw refuse('is not a file, or is larger than a contract may be');
  const { value, issues } = parseYaml(await readFile(path, 'utf8'), { origin: 'foreign' });
  const fault = issues.find(({ severity }) => severity === 'error');
  if (fault === undefined) return { path, value };
  const { line, column } = fault.position;
  throw refuse(`cannot be read: ${line}:${column}: ${fault.message} (${extname(path).slice(1)})`);
}
