import type { Contract, SemanticVersion } from 'onex-runtime/contract';
import { versionFolder } from '../../naming/index.ts';
import type { NodeAnswers, ProjectAnswers, ProjectNode } from '../types.ts';
import { PROJECT_VERSIONS } from '../versions.ts';
import { objectLiteral } from '../text/index.ts';
import { configView, nameModels, ownModelNames } from './models/index.ts';
import { fieldsNaming, modelsBesideFields, nameForms, uuidOf } from './source/index.ts';
import { dependencyViews } from './dependencies.ts';
import { modelFiles } from './model-files.ts';
import { isRouted } from './routes/index.ts';
import { readmeView } from './readme.ts';
import { operationViews } from './operations/index.ts';
import { stepTargets } from './steps/index.ts';
import { topicsLiteral } from './tests/index.ts';

const KIND_NAMES = {
  effect: 'Effect',
  compute: 'Compute',
  reducer: 'Reducer',
  orchestrator: 'Orchestrator',
} as const;

/** The view for the templates of every kind of node. */
export type NodeView = ReturnType<typeof nodeView>;

/** Returns the names, operations, models, and topics of a node, from its contract. */
export function nodeView(
  contract: Contract,
  project: Pick<ProjectAnswers, 'generatorVersion'>,
  answers: NodeAnswers,
  nodes: readonly ProjectNode[] = [],
) {
  const { pascal, snake, words } = nameForms(contract.baseName, 'node');
  const { major, minor, patch } = contract.nodeVersion;
  const operations = operationViews(contract, pascal, snake);
  const targets = stepTargets(contract, nodes);
  const besides = modelsBesideFields(contract, (step) => targets.has(step));
  const fieldLists = operations.flatMap(({ input, output }) => [input, output]);
  const named = nameModels(
    [...fieldLists, fieldsNaming(besides)],
    contract.definitions,
    ownModelNames(contract.kind, isRouted(contract), { pascal, snake }, operations),
  );
  const namespace = `omninode.generated.${contract.domain.replaceAll('-', '_')}.${contract.name}`;
  const names = {
    name: contract.name,
    kind: contract.kind,
    domain: contract.domain,
    pascal,
    snake,
    words,
    className: `Node${pascal}${KIND_NAMES[contract.kind]}`,
    inputModel: `Model${pascal}Input`,
    outputModel: `Model${pascal}Output`,
    configModel: `Model${pascal}Config`,
    operationEnum: `Enum${pascal}OperationType`,
    operationEnumFile: `enum_${snake}_operation_type`,
  };
  const config = configView(contract);
  return {
    ...names,
    description: contract.description,
    version: {
      major,
      minor,
      patch,
      text: versionText(contract.nodeVersion),
      folder: versionFolder(contract.nodeVersion),
    },
    contractVersionText: versionText(contract.contractVersion),
    network: answers.eventBus ? 'event bus' : 'none',
    ...readmeView(contract, operations),
    namespace,
    uuid: uuidOf(namespace),
    operations,
    definitions: contract.definitions,
    dependencies: dependencyViews(contract),
    topics: {
      subscribe: contract.topics.subscribe.map(({ topic }) => topic),
      publish: contract.topics.publish.map(({ topic }) => topic),
      deadLetter: contract.topics.deadLetter,
    },
    startOptions: objectLiteral(
      ['entry: import.meta.url', `config: ${names.configModel}`],
      `await start(${names.className}, `.length,
      2,
    ),
    testOptions: objectLiteral(
      [`config: ${names.configModel}`],
      `    test = await createTestNode(${names.className}, `.length,
      2,
      4,
    ),
    expected: {
      subscribed: topicsLiteral(contract.topics.subscribe, 'const SUBSCRIBED: readonly string[] = '),
      published: topicsLiteral(contract.topics.publish, 'const PUBLISHED: readonly string[] = '),
    },
    capabilities: contract.capabilities.map(({ name }) => name),
    eventBus: answers.eventBus,
    isForeign: answers.contractOrigin === 'foreign',
    workflowEngine: answers.workflowEngine,
    generatorVersion: project.generatorVersion,
    engines: PROJECT_VERSIONS.engines,
    config,
    named,
    targets,
    models: modelFiles({ contract, names, operations, named, config }),
  };
}

function versionText({ major, minor, patch }: SemanticVersion): string {
  return `${major}.${minor}.${patch}`;
}
