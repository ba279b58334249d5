import { resolve } from 'node:path';
import { jsonLine } from 'onex-cli-kit';
import { findingOf, formatFinding, originOf, stepLimitsOf, type ContractIssue } from 'onex-runtime/contract';
import { checkContract, contractText } from '../../../lib/contract/index.ts';
import { UserError } from '../../../lib/errors/index.ts';
import type { GraphFinding } from '../../../lib/graph/index.ts';
import type { GivenOptions } from '../../../lib/options/index.ts';
import { linkReader } from './links.ts';

interface Checked {
  readonly file: string;
  readonly issues: readonly ContractIssue[];
  readonly portable: boolean;
  /** What is wrong between the node and others of its project. */
  readonly links: readonly GraphFinding[];
}

const isError = ({ severity }: ContractIssue): boolean => severity === 'error';
const isBroken = ({ severity }: GraphFinding): boolean => severity === 'error';

const isValid = ({ issues, links }: Checked): boolean => !issues.some(isError) && !links.some(isBroken);

function forMachines(checked: readonly Checked[], valid: boolean): string {
  const files = checked.map(({ file, issues, portable, links }) => ({
    file,
    // Errors say by themselves that no validator accepts it.
    ...(!portable && !issues.some(isError) && { portable }),
    issues: issues.map(({ severity, path, position, message }) => ({ severity, ...position, path, message })),
    ...(links.length > 0 && { links }),
  }));
  return jsonLine({ status: valid ? 'valid' : 'invalid', files, error: null });
}

function forPeople(checked: readonly Checked[]): string {
  const lines = checked.flatMap((one) => [
    ...one.issues.map((issue) => formatFinding(findingOf(issue, one.file))),
    ...one.links.map(formatFinding),
    ...(isValid(one) ? [`${one.file}: valid${one.portable ? '' : ', but not portable'}`] : []),
  ]);
  // A link is about two nodes, and both may be among the files.
  return [...new Set(lines)].map((line) => `${line}\n`).join('');
}

/** `onex contract check`: one line for each issue of each file; exit code 1 when any of them is an error. */
export async function check(files: readonly string[], given: GivenOptions): Promise<void> {
  if (files.length === 0)
    throw new UserError('ERR_ONEX_USAGE', 'onex contract check needs at least one FILE');
  const checked: Checked[] = [];
  const linksOf = linkReader();
  for (const file of files) {
    const text = await contractText(resolve(file), file);
    const { issues, portable } = checkContract(text, file, originOf(resolve(file)));
    const links = await linksOf(resolve(file));
    checked.push({ file, portable, issues: [...issues, ...stepLimitsOf(resolve(file), text)], links });
  }
  const valid = checked.every(isValid);
  process.stdout.write(given['json'] === true ? forMachines(checked, valid) : forPeople(checked));
  if (!valid) process.exitCode = 1;
}
