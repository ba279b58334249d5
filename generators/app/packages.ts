import { PROJECT_VERSIONS, type ProjectAnswers } from '../../lib/render/index.ts';

type Group = readonly [group: 'dependencies' | 'devDependencies', packages: readonly Package[]];
type Package = readonly [name: string, range: string];

/**
 * The packages that package.json needs for the nodes of a project, by group, sorted by name. A package that the owner's
 * package.json named before stays as it is, and is left out here.
 * @param runtime Version or file of onex-runtime.
 */
export function neededPackages(project: ProjectAnswers, runtime: string): readonly Group[] {
  const { kafkajs, workflowCore, zod, nodeTypes, oxlint, oxlintTsgolint, typescript } = PROJECT_VERSIONS;
  const owned = new Set(project.existingPackage?.dependencies);
  const lacking = (packages: readonly (Package | null)[]): Package[] =>
    packages.filter((one): one is Package => one !== null && !owned.has(one[0]));
  const groups: readonly Group[] = [
    [
      'dependencies',
      lacking([
        project.llamaindex === true ? ['@llamaindex/workflow-core', workflowCore] : null,
        ['kafkajs', kafkajs],
        ['onex-runtime', runtime],
        ['zod', zod],
      ]),
    ],
    [
      'devDependencies',
      lacking([
        ['@types/node', nodeTypes],
        project.withNode === null ? null : ['node', project.withNode],
        ['oxlint', oxlint],
        ['oxlint-tsgolint', oxlintTsgolint],
        ['typescript', typescript],
      ]),
    ],
  ];
  return groups.filter(([, packages]) => packages.length > 0);
}
