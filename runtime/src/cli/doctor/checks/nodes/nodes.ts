import { statSync } from 'node:fs';
import path from 'node:path';
import {
  findingOf,
  originOf,
  readContract,
  stepLimitsOf,
  type Contract,
} from '../../../../contract/index.ts';
import { configFileOf, openConfigFile, missingVariables } from '../../../../start/configuration/index.ts';
import { findNodes, type NodeFolder } from '../../../project/index.ts';
import { bad, good, ofContract, type Finding } from '../check.ts';
import { operationsWithoutCode } from './code.ts';
import { missingImports } from './imports.ts';
import { textOf } from './sources.ts';
import { danglingLinks } from './dangling-links.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Each node's contract, what it needs of the environment, and whether its start script can be run. */
export function checkNodes(root: string, env: Environment, configDir: string | null): Finding[] {
  const nodes = findNodes(root);
  const dangling = danglingLinks(root).map((file) =>
    bad('dangling-link', 'nodes', `${file} is a broken link`, 'restore its target, or remove it'),
  );
  if (nodes.length === 0) {
    return [...dangling, bad('no-nodes', 'nodes', 'none in nodes/', 'create one: onex effect payment')];
  }
  const findings = nodes.flatMap((node) => [
    ...checkContract(root, node, env, configFileOf(configDir, node.name)),
    ...checkImports(root, node),
    ...checkStartScript(root, node),
  ]);
  return [...dangling, ...findings];
}

/** Whether each file that the node's sources import is there. */
function checkImports(root: string, { name, folder }: NodeFolder): Finding[] {
  return missingImports(folder).map(({ place, specifier }) =>
    bad(
      'missing-import',
      `code ${name}`,
      `${path.relative(root, path.join(folder, place))}: ${specifier} does not exist`,
      `restore the file, or correct the import`,
    ),
  );
}

/** The contracts that can be read; what is wrong with the others is a finding of `checkNodes`. */
export function readableContracts(root: string): readonly Contract[] {
  return findNodes(root).flatMap(({ contractFile }) => {
    const text = textOf(contractFile);
    if (text === null) return [];
    const { contract } = readContract(text, {
      file: path.relative(root, contractFile),
      origin: originOf(contractFile),
    });
    return contract === null ? [] : [contract];
  });
}

/** One finding per fault, at its line and column; a contract without faults is one good finding. */
function checkContract(
  root: string,
  { name, folder, contractFile }: NodeFolder,
  env: Environment,
  configFile: string | null,
): Finding[] {
  const file = path.relative(root, contractFile);
  const origin = originOf(contractFile);
  const title = `contract ${name}`;
  const text = textOf(contractFile);
  if (text === null) return [bad('contract', title, `${file} cannot be read`, 'restore the file')];
  const { contract, issues } = readContract(text, { file, origin });
  const findings = issues.map((issue) => ofContract(title, findingOf(issue, file)));
  if (contract === null) return findings;
  if (contract.name !== name) {
    return [
      bad('contract-name', title, `${file} names the node ${contract.name}`, 'rename the folder or the node'),
    ];
  }
  const warnings = issues.filter(({ severity }) => severity === 'warning').length;
  const summary = warnings === 0 ? '' : `, ${count(warnings, 'warning')}`;
  const uncoded = operationsWithoutCode(contract, folder);
  if (uncoded.length > 0) {
    const what = `operation${uncoded.length === 1 ? '' : 's'} ${uncoded.join(', ')}`;
    return [
      bad('missing-handler', title, `${file} has ${what} without code`, `onex upgrade ${name}, or write it`),
    ];
  }
  return [
    good(title, `${contract.kind}, ${count(contract.operations.length, 'operation')}${summary}`),
    ...findings,
    ...stepLimitsOf(contractFile).map((issue) => ofContract(title, findingOf(issue, file))),
    ...checkRequired(contract, env, configFile),
  ];
}

/** What the contract requires and neither the environment nor the config file gives. */
function checkRequired(contract: Contract, env: Environment, configFile: string | null): Finding[] {
  const { name, settings, environment } = contract;
  let inFile: ReadonlySet<string>;
  try {
    inFile = new Set(configFile === null ? [] : Object.keys(openConfigFile(configFile).own));
  } catch (error) {
    return [bad('config', `config ${name}`, (error as Error).message, 'correct it there')];
  }
  const required = settings.filter((setting) => setting.required && !inFile.has(setting.name));
  const given = new Set(
    settings.flatMap(({ name: key, environmentVariable }) => (inFile.has(key) ? [environmentVariable] : [])),
  );
  const needed = { ...contract, environment: environment.filter((variable) => !given.has(variable.name)) };
  return [
    ...missingVariables(needed, env).map((missing) =>
      bad('environment', `environment ${name}`, `not set: ${missing}`, 'set it where the node is started'),
    ),
    ...required
      .filter(({ environmentVariable }) => environmentVariable === null)
      .map(({ name: key }) =>
        bad('config', `config ${name}`, `${key} has no value`, `set ${key} in the node's config file`),
      ),
  ];
}

function checkStartScript(root: string, { name, startFile }: NodeFolder): Finding[] {
  const executable = process.platform === 'win32' || (statSync(startFile).mode & 0o100) !== 0;
  if (executable) return [];
  const file = path.relative(root, startFile);
  return [bad('start-script', `start ${name}`, `${file} is not executable`, `chmod +x ${file}`)];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
