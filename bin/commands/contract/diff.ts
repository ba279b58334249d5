import { jsonLine } from 'onex-cli-kit';
import { comparePairs, type Comparison } from '../../../lib/contract/diff/index.ts';
import { contractsOnDisk, resolvePairs } from '../../../lib/contract/versions/index.ts';
import type { GivenOptions } from '../../../lib/options/index.ts';
import { findPlaceOfFiles, nodeNames } from '../../../lib/project/index.ts';
import { showFindings } from '../../../lib/report/index.ts';
import { diffText } from './diff-text.ts';

const isBreaking = ({ changes }: Comparison): boolean => changes.some(({ effect }) => effect === 'breaking');

/** `onex contract diff`: each change with its effect. Exit code 2 when any change is breaking. */
export async function diff(words: readonly string[], given: GivenOptions): Promise<void> {
  const cwd = process.cwd();
  const { destination, since, json } = given;
  const { root } = await findPlaceOfFiles(cwd, typeof destination === 'string' ? destination : undefined);
  const pairs = await resolvePairs(words, typeof since === 'string' ? since : undefined, { cwd, root });
  const project = [...contractsOnDisk(root, await nodeNames(root)).values()];
  const compared = comparePairs(pairs, project);
  const breaking = compared.some(isBreaking);
  const status = breaking ? 'breaking' : compared.length === 0 ? 'unchanged' : 'compatible';
  const output = { status, compared: pairs.length, contracts: compared, error: null };
  if (json !== true) showFindings(compared.flatMap(({ findings }) => findings));
  process.stdout.write(json === true ? jsonLine(output) : diffText(compared, pairs.length));
  if (breaking) process.exitCode = 2;
}
