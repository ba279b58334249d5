import { resolve } from 'node:path';
import { findingOf, formatFinding, originOf, stepLimitsOf, type ContractIssue } from 'onex-runtime/contract';
import { checkContract, contractText } from '../lib/contract/index.ts';
import { UserError } from '../lib/errors/index.ts';
import type { GivenOptions } from '../lib/options/index.ts';

interface Checked {
  readonly file: string;
  readonly issues: readonly ContractIssue[];
  readonly portable: boolean;
}

const isError = ({ severity }: ContractIssue): boolean => severity === 'error';

function forMachines(checked: readonly Checked[], valid: boolean): string {
  const files = checked.map(({ file, issues, portable }) => ({
    file,
    // Errors say by themselves that no validator accepts it.
    ...(!portable && !issues.some(isError) && { portable }),
    issues: issues.map(({ severity, path, position, message }) => ({ severity, ...position, path, message })),
  }));
  return `${JSON.stringify({ status: valid ? 'valid' : 'invalid', files, error: null })}\n`;
}

function forPeople(checked: readonly Checked[]): string {
  return checked
    .flatMap(({ file, issues, portable }) => [
      ...issues.map((issue) => formatFinding(findingOf(issue, file))),
      ...(issues.some(isError) ? [] : [`${file}: valid${portable ? '' : ', but not portable'}`]),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

/** `onex contract check`: one line for each issue of each file; exit code 1 when any of them is an error. */
export async function check(files: readonly string[], given: GivenOptions): Promise<void> {
  if (files.length === 0) throw new UserError('onex contract check needs at least one FILE');
  const checked: Checked[] = [];
  for (const file of files) {
    const text = await contractText(resolve(file), file);
    const { issues, portable } = checkContract(text, file, originOf(resolve(file)));
    checked.push({ file, portable, issues: [...issues, ...stepLimitsOf(resolve(file), text)] });
  }
  const valid = !checked.some(({ issues }) => issues.some(isError));
  process.stdout.write(given['json'] === true ? forMachines(checked, valid) : forPeople(checked));
  if (!valid) process.exitCode = 1;
}
