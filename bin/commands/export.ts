import { basename } from 'node:path';
import { didYouMeanOrList, quote } from 'onex-cli-kit';
import type { Contract } from 'onex-runtime/contract';
import { readPackageJson } from 'onex-runtime/project';
import { stringify } from 'yaml';
import { asyncapiDocument, modelsDocument } from '../../generators/export/index.ts';
import { scopeOf } from '../../generators/upgrade/scope.ts';
import { UserError } from '../../lib/errors/index.ts';
import { parseCommandLine } from '../../lib/options/index.ts';
import {
  contractFindings,
  findPlaceOfFiles,
  nodeNames,
  projectContracts,
  refuseConflicts,
} from '../../lib/project/index.ts';
import { showFindings } from '../../lib/report/index.ts';
import { EXPORT } from './definitions.ts';

const FORMATS = ['asyncapi', 'jsonschema'] as const;

/** Name, version, and description of a project, from its package.json. */
function projectInfo(root: string): { title: string; version: string; description: string } {
  // The document is about the contracts; without a package.json that can be read, it has the name of the folder.
  const manifest = readPackageJson(root) ?? {};
  const said = (key: string, otherwise: string): string =>
    typeof manifest[key] === 'string' && manifest[key] !== '' ? manifest[key] : otherwise;
  return {
    title: said('name', basename(root)),
    version: said('version', '0.0.0'),
    description: said('description', ''),
  };
}

function infoOf({ name, nodeVersion, description }: Contract): {
  title: string;
  version: string;
  description: string;
} {
  const { major, minor, patch } = nodeVersion;
  return { title: name, version: `${major}.${minor}.${patch}`, description };
}

/** `onex export FORMAT [NODE…]`: prints one document to standard output. */
export async function exportDocument(argv: readonly string[]): Promise<void> {
  const given = parseCommandLine(EXPORT, argv);
  const [format, ...wanted] = (given['files'] ?? []) as readonly string[];
  if (format === undefined)
    throw new UserError('ERR_ONEX_USAGE', `onex export needs a format: ${FORMATS.join(' or ')}`);
  if (!(FORMATS as readonly string[]).includes(format))
    throw new UserError(
      'ERR_ONEX_USAGE',
      `Unknown format ${quote(format)} of onex export.${didYouMeanOrList(format, FORMATS)}`,
    );
  const cwd = process.cwd();
  const { destination } = given;
  const { root } = await findPlaceOfFiles(cwd, typeof destination === 'string' ? destination : undefined);
  refuseConflicts(root);
  const nodes = wanted.length === 0 ? await nodeNames(root) : (await scopeOf(wanted, root, cwd)).nodes;
  if (nodes.length === 0)
    throw new UserError('ERR_ONEX_NO_PROJECT', `${root} has no nodes to export; change to a project`);
  const project = projectContracts(root);
  const contracts = await Promise.all(nodes.map((node) => project.contract(node)));
  showFindings(await contractFindings(project, nodes));
  if (format === 'jsonschema') {
    process.stdout.write(`${JSON.stringify(modelsDocument(contracts), null, 2)}\n`);
    return;
  }
  const [only] = contracts;
  const info = wanted.length > 0 && contracts.length === 1 && only ? infoOf(only) : projectInfo(root);
  const document = asyncapiDocument(contracts, info);
  process.stdout.write(
    given['json'] === true
      ? `${JSON.stringify(document, null, 2)}\n`
      : stringify(document, { compat: 'yaml-1.1', aliasDuplicateObjects: false, lineWidth: 110 }),
  );
}
