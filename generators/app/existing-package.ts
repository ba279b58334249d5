import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { terminalLine } from 'onex-cli-kit';
import { detectManager, foldersUpFrom, rangesOf } from 'onex-runtime/project';
import { compilesFolder } from '../../lib/compile-settings/index.ts';
import { PROJECT_VERSIONS, type ProjectAnswers } from '../../lib/render/index.ts';
import { commandsOfProject, readPackage } from '../node/project/index.ts';

/** The minimum version of a package that works with nodes, and what needs it. */
interface Need {
  readonly least: readonly [major: number, minor: number];
  /** Null: any later major version is accepted. */
  readonly major: number | null;
  readonly what: string;
  readonly version: string;
  /** What fails with another version; default: nodes. */
  readonly fails?: string;
}

const NEEDS: Readonly<Record<string, Need>> = {
  zod: { least: [4, 0], major: 4, what: 'models of nodes are', version: PROJECT_VERSIONS.zod },
  kafkajs: { least: [2, 2], major: 2, what: 'the event bus is', version: PROJECT_VERSIONS.kafkajs },
  typescript: { least: [5, 8], major: null, what: 'the type check is', version: PROJECT_VERSIONS.typescript },
  '@types/node': {
    least: [22, 0],
    major: null,
    what: 'the type check is',
    version: PROJECT_VERSIONS.nodeTypes,
  },
  oxlint: {
    least: [1, 89],
    major: 1,
    what: 'the lint configuration of nodes is',
    version: PROJECT_VERSIONS.oxlint,
    fails: 'the script onex:lint does',
  },
  'oxlint-tsgolint': {
    least: [7, 0],
    major: 7,
    what: 'the lint configuration of nodes is',
    version: PROJECT_VERSIONS.oxlintTsgolint,
    fails: 'the script onex:lint does',
  },
};

/** Tools that process every folder of a package, and the setting that excludes `nodes/`. */
const TOOLS: Readonly<Record<string, string>> = {
  jest: 'tests of nodes are for node --test, and jest would run them too: add "/nodes/" to its testPathIgnorePatterns',
  vitest:
    'tests of nodes are for node --test, and vitest would run them too: add "nodes/**" to its test.exclude',
  eslint: 'nodes have a linter of their own, and eslint would check them too: add "nodes/" to its ignores',
};

const COMPILED =
  'nodes have a tsconfig.json of their own, and that of the package would compile them too: add "nodes" to its exclude';

const YARN_1 =
  'Yarn 1 cannot install the runtime from vendor/ into a package of a workspace: use Yarn 4 with nodeLinker: node-modules';

/** Whether a package belongs to a workspace of Yarn 1, which has no settings file of its own. */
function isInYarn1Workspace(root: string): boolean {
  const workspace = foldersUpFrom(dirname(root)).find((folder) =>
    ['yarn.lock', 'package.json'].some((file) => existsSync(join(folder, file))),
  );
  if (workspace === undefined) return false;
  return !existsSync(join(workspace, '.yarnrc.yml')) && detectManager(workspace) === 'yarn';
}

/** Returns the lowest version of a range; null for anything that is not a range, such as `latest` or `workspace:*`. */
function leastOf(range: string): readonly [number, number] | null {
  const [, major, minor] = /^(?:npm:[^@]+@)?[\^~>=v\s]*(\d+)(?:\.(\d+))?/.exec(range) ?? [];
  return major === undefined ? null : [Number(major), Number(minor ?? 0)];
}

function fits(range: string, { least, major }: Need): boolean {
  const found = leastOf(range);
  if (found === null) return true;
  if (major !== null && found[0] !== major) return false;
  // A range such as ^4.0.0 includes the needed version; only an exact or older one does not.
  return found[0] > least[0] || (found[0] === least[0] && (found[1] >= least[1] || /^[\^>]/.test(range)));
}

/**
 * Returns the conflicts of an existing package with its new nodes, one line each: incompatible versions, and tools that
 * would process the nodes as code of the package.
 */
export async function existingPackageWarnings(
  root: string,
  project: ProjectAnswers,
): Promise<readonly string[]> {
  if (project.existingPackage === undefined) return [];
  const compiled = [
    ...(compilesFolder(root, 'nodes') ? [COMPILED] : []),
    ...(project.runtimeVersion === null && isInYarn1Workspace(root) ? [YARN_1] : []),
  ];
  const own = await readPackage(root);
  if (own === null) return compiled;
  const dependencies = rangesOf(own, 'dependencies');
  const development = rangesOf(own, 'devDependencies');
  const packages = { ...development, ...dependencies };
  const commands = commandsOfProject(project);
  const versions = Object.entries(NEEDS).flatMap(([name, need]) => {
    const range = packages[name];
    if (range === undefined || fits(range, need)) return [];
    const kind = name in dependencies ? 'runtime' : 'development';
    return [
      `package.json has ${name} ${terminalLine(range)}, and ${need.what} written for ${need.version}: ` +
        `${need.fails ?? 'nodes do'} not work until you run ${commands.add(`${name}@${need.version}`, kind)}`,
    ];
  });
  const tools = Object.entries(TOOLS).flatMap(([name, remedy]) => (name in packages ? [remedy] : []));
  return [...versions, ...compiled, ...tools];
}
