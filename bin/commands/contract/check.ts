import { resolve, dirname, relative, sep } from 'node:path';
import { jsonLine } from 'onex-cli-kit';
import { findingOf, formatFinding, originOf, stepLimitsOf, type ContractIssue } from 'onex-runtime/contract';
import { checkContract, contractText } from '../../../lib/contract/index.ts';
import { UserError } from '../../../lib/errors/index.ts';
import { type GraphFinding, projectLinks } from '../../../lib/graph/index.ts';
import type { GivenOptions } from '../../../lib/options/index.ts';
import { isVersionFolder } from '../../../lib/naming/index.ts';
import { findPlaceOfFiles, projectContracts, type ProjectContracts } from '../../../lib/project/index.ts';

/**
 * Returns a function that finds the faults between the node of a contract and the other nodes of its project. It finds
 * none for a contract that is not the newest one of a node. The nodes of a project are read once, for any number of
 * contracts. Paths in findings are relative to the user's folder.
 */
function linkReader(): (file: string) => Promise<readonly GraphFinding[]> {
  const cwd = process.cwd();
  const projects = new Map<string, ProjectContracts>();
  return async (file) => {
    const { root, settings } = await findPlaceOfFiles(dirname(file), undefined);
    const node = nodeOf(relative(root, file));
    if (settings === null || node === null) return [];
    const project = projects.get(root) ?? projectContracts(root);
    projects.set(root, project);
    const newest = await project.newest(node);
    if (newest === null || resolve(root, newest.file) !== file) return [];
    const links = await projectLinks(project, [node]);
    const shown = (path: string): string => relative(cwd, resolve(root, path)).split(sep).join('/');
    return links.map((link) => ({ ...link, file: shown(link.file), files: link.files.map(shown) }));
  };
}

/** The node's folder below `nodes/`; null for a file that is not a contract of a version of a node. */
function nodeOf(path: string): string | null {
  const [top, ...rest] = path.split(sep);
  const [file, version = '', ...node] = rest.toReversed();
  if (top !== 'nodes' || file !== 'contract.yaml' || !isVersionFolder(version)) return null;
  return node.length === 0 ? null : node.toReversed().join('/');
}

interface Checked {
  readonly file: string;
  readonly issues: readonly ContractIssue[];
  readonly portable: boolean;
  /** Faults between the node and others of its project. */
  readonly links: readonly GraphFinding[];
}

const isError = ({ severity }: ContractIssue | GraphFinding): boolean => severity === 'error';

const isValid = ({ issues, links }: Checked): boolean => !issues.some(isError) && !links.some(isError);

function jsonReport(checked: readonly Checked[], valid: boolean): string {
  const files = checked.map(({ file, issues, portable, links }) => ({
    file,
    // An error already means that no validator accepts the contract.
    ...(!portable && !issues.some(isError) && { portable }),
    issues: issues.map(({ severity, path, position, message }) => ({ severity, ...position, path, message })),
    ...(links.length > 0 && { links }),
  }));
  return jsonLine({ status: valid ? 'valid' : 'invalid', files, error: null });
}

function textReport(checked: readonly Checked[]): string {
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
    const path = resolve(file);
    const text = await contractText(path, file);
    const { issues, portable } = checkContract(text, file, originOf(path));
    const links = await linksOf(path);
    checked.push({ file, portable, issues: [...issues, ...stepLimitsOf(path, text)], links });
  }
  const valid = checked.every(isValid);
  process.stdout.write(given['json'] === true ? jsonReport(checked, valid) : textReport(checked));
  if (!valid) process.exitCode = 1;
}
