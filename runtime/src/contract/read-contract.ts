import { createHash } from 'node:crypto';
import { rememberText } from './contract-text.ts';
import type { Contract, ContractIssue, ContractReading, Origin, ModelReference, NodeKind } from './model.ts';
import { newTrace, reportUnread } from './findings/index.ts';
import { readMachine, settleMachine, checkTriggers } from './machine/index.ts';
import {
  pascal,
  readAlgorithm,
  readDomain,
  readKind,
  readName,
  readVersion,
  readOperations,
  knowRoot,
  readRouting,
  readTopics,
} from './read/sections/index.ts';
import * as declarations from './read/sections/declarations.ts';
import { settleDefaults, findAliases, readDefinitions, startAliases } from './read/types/index.ts';
import { readConsumerGroup, readExternalTopics, reportOpenModels } from './read/events/index.ts';
import { readTopModels, withModels } from './read/models/index.ts';
import {
  jsonValue,
  at,
  error,
  expectMapping,
  firstOf,
  isMapping,
  note,
  warn,
  type Log,
  type Place,
  prose,
} from './read/values/index.ts';
import * as policies from './read/policies/index.ts';
import { readEnvironment, readSettings } from './read/environment/settings.ts';
import { nameRoutes } from './resolve/operations.ts';
import { resolveDeadLetters } from './resolve/dead-letters.ts';
import { resolveIntentTopics } from './resolve/intent-topics.ts';
import { resolveTopics, resolveWorkflow, type ResolvedWorkflow } from './resolve/index.ts';
import {
  readWorkflow,
  stepPlace,
  reportUnusedBindings,
  handlerRoutes,
  readIntentTable,
  refuseUnstartable,
  reportUnrouted,
  warnOfSharedSteps,
} from './workflow/index.ts';
import { parseYaml, type YamlSource } from './yaml/index.ts';
import { quote } from './yaml/quote.ts';

const FIRST_VERSION = { major: 1, minor: 0, patch: 0 };

export interface ReadingOptions {
  readonly file: string;
  /** Whose contract it is: that decides how grave a mistake is. */
  readonly origin?: Origin;
  /** What a contract without a name is called, which many leave to the class; null, or absent: it is an error. */
  readonly nameless?: (kind: NodeKind) => string | null;
}

/** The last readings: one run reads the same text when it plans, when it verifies, and when it checks links. */
const recent: { readonly text: string; readonly origin: Origin | undefined; reading: ContractReading }[] = [];
const RECENT = 2;

/**
 * Reads the text of a contract.yaml in any of the ecosystem's forms into the one model. Never throws: what is wrong
 * is an issue with its place; with an error among the issues `contract` is null. The text is untrusted. Callers share
 * the readings of equal texts, and do not change them.
 */
export function readContract(text: string, options: ReadingOptions): ContractReading {
  const { file, origin, nameless } = options;
  if (nameless !== undefined) return readSource(parseYaml(text, options), options);
  const known = recent.find((one) => one.text === text && one.origin === origin)?.reading;
  if (known !== undefined) return { ...known, file };
  const reading = readSource(parseYaml(text, options), options);
  recent.unshift({ text, origin, reading });
  recent.length = Math.min(recent.length, RECENT);
  return reading;
}

/** The same for a text that was parsed already, with the same origin. */
export function readSource(source: YamlSource, options: ReadingOptions): ContractReading {
  const log: Log = {
    issues: [...source.issues],
    // A contract of which nobody says whose it is may be of another tool.
    origin: options.origin ?? 'foreign',
    counts: { error: 0, warning: 0, note: 0 },
    checkedTopics: new Set(),
    defaults: [],
    topicModels: [],
    aliases: startAliases(),
    rewrites: new Map(),
    source,
  };
  const root: Place = { value: source.value, path: [], log, trace: newTrace() };
  const readable = !log.issues.some(isError) && expectMapping(root);
  const contract = readable ? assemble(root, source.text, options) : null;
  if (contract !== null) reportUnread(root);
  const sorted = log.issues.toSorted(
    (a, b) => a.position.line - b.position.line || a.position.column - b.position.column,
  );
  if (contract !== null) rememberText(contract, source.text);
  return {
    file: options.file,
    contract: sorted.some(isError) ? null : contract,
    issues: sorted,
    rewrites: [...log.rewrites.values()],
    text: source.text,
    source,
  };
}

function isError({ severity }: ContractIssue): boolean {
  return severity === 'error';
}

function assemble(root: Place, text: string, { nameless }: ReadingOptions): Contract | null {
  const kind = readKind(root);
  // For a file that is not the contract of a node, only this finding is reported.
  if (kind === null && nameless !== undefined) return null;
  const name = readName(root, () => (kind === null ? null : (nameless?.(kind) ?? null)));
  if (kind === null) return null;
  knowRoot(root, kind);
  findAliases(root);
  const written = readTopics(root);
  const { domain, baseName } = readDomain(
    root,
    name,
    [...written.subscribe, ...written.publish].map(({ topic }) => topic),
  );
  const machine = kind === 'reducer' ? readMachine(root) : null;
  const steps = kind === 'orchestrator' ? readWorkflow(root) : null;
  const intents = steps === null ? new Map<string, string>() : readIntentTable(root);
  const routing = readRouting(root);
  const isRouted = kind === 'orchestrator' && steps === null;
  const named = isRouted
    ? handlerRoutes(readOperations(root), routing, written.subscribe)
    : nameRoutes(kind, readOperations(root), routing, machine, steps !== null);
  reportUnrouted(root, named.unrouted ?? []);
  const input = readTopModels(root, 'input');
  const output = readTopModels(root, 'output');
  const resolved = resolveTopics(written, named.operations, named.routes, { domain, baseName }, !isRouted);
  const flow =
    steps === null
      ? null
      : resolveWorkflow(
          steps,
          resolved.topics,
          named.routes,
          { domain, baseName },
          resolved.operations.flatMap(({ completedTopic, failedTopic }) => [completedTopic, failedTopic]),
          intents,
          resolved.operations.flatMap(({ requestTopics }) => requestTopics),
        );
  if (flow !== null) {
    refuseClashes(root, flow);
    const { topics: known } = resolved;
    reportUnusedBindings(root, { steps: steps?.steps ?? [], topics: known, routes: named.routes, intents });
    refuseUnstartable(root, flow);
  }
  if (steps !== null) warnOfSharedSteps(root, steps, resolved.operations);
  for (const message of [...resolved.madeUp, ...resolved.ambiguous, ...(flow?.madeUp ?? [])])
    warn(at(root, 'event_bus'), message, 'key');
  if (resolved.matched !== null)
    note(at(root, 'event_bus'), `completed topics were found by their names: ${resolved.matched}`, 'key');
  // An orchestrator takes what it hears for answers to its steps, and passes over what answers none.
  if (flow === null) for (const topic of resolved.loops) refuseLoop(root, topic);

  const topics = flow?.topics ?? resolved.topics;
  const contractVersion = readVersion(firstOf(root, 'contract_version', 'version'), FIRST_VERSION);
  const annotations = at(root, 'annotations');
  const settings = readSettings(root, kind);
  const definitions = readDefinitions(root);
  const operations = withModels(resolved.operations, {
    routes: named.routes,
    definitions,
    input,
    output,
    published: written.publish,
    subscribed: written.subscribe,
  });
  const emitted = declarations.readIntents(root);
  const stateMachine = machine === null ? null : settleMachine(machine, operations);
  if (stateMachine !== null) checkTriggers(root, stateMachine, resolved.topics, { domain, baseName });
  settleDefaults(root.log, definitions);
  reportOpenModels(root.log, definitions);
  return {
    name,
    kind,
    contractVersion,
    nodeVersion: readVersion(at(root, 'node_version'), contractVersion),
    description: prose(at(root, 'description')) ?? prose(at(at(root, 'metadata'), 'description')) ?? '',
    domain,
    baseName,
    input: input.model ?? modelOf(baseName, kind, 'Input'),
    output: output.model ?? modelOf(baseName, kind, 'Output'),
    topics: {
      subscribe: topics.subscribe,
      publish: [
        ...topics.publish,
        ...resolveIntentTopics(emitted, stateMachine, topics.publish, { domain, baseName }),
      ],
      deadLetter: resolveDeadLetters(topics.deadLetter, topics.subscribe, domain),
    },
    consumerGroup: readConsumerGroup(root),
    externalTopics: readExternalTopics(root),
    serialized: policies.readSerialized(root),
    operations,
    routing: {
      strategy: routing.strategy ?? 'operation_match',
      routes: named.routes,
      defaultHandler: routing.defaultHandler,
      defaultBackend: routing.defaultBackend,
    },
    algorithm: readAlgorithm(root),
    stateMachine,
    workflow: flow?.workflow ?? null,
    retry: policies.readRetry(root),
    circuitBreaker: policies.readCircuitBreaker(root),
    cache: policies.readCache(root),
    ...policies.readTimeout(root),
    ...policies.readWorkerThreads(root, kind),
    capabilities: declarations.readCapabilities(root),
    declaredCapabilities: declarations.readDeclaredCapabilities(root),
    intents: emitted,
    stateModel: declarations.readStateModel(root),
    healthCheck: policies.readHealthCheck(root),
    idempotency: policies.readIdempotency(root),
    featureFlags: declarations.readFeatureFlags(root),
    settings,
    environment: readEnvironment(root, settings),
    dependencies: declarations.readDependencies(root),
    tags: declarations.readTags(root),
    definitions,
    annotations: readAnnotations(annotations),
    hash: createHash('sha256').update(text).digest('hex'),
  };
}

/** Annotations as they go into the model; what is read of them was read before. */
function readAnnotations({ value, path, log }: Place): Contract['annotations'] {
  return isMapping(value)
    ? (jsonValue({ value, path, log, trace: newTrace() }) as Contract['annotations'])
    : {};
}

function refuseLoop(root: Place, topic: string): void {
  const bus = at(root, 'event_bus');
  const listed = at(bus, 'subscribe_topics');
  const entries = Array.isArray(listed.value) ? listed.value : [];
  const index = entries.findIndex((entry) => (isMapping(entry) ? entry['topic'] : entry) === topic);
  error(
    index === -1 ? bus : at(listed, index),
    `the node's own results go to ${quote(topic)} too, so it would answer itself in an endless loop; subscribe to another`,
  );
}

function refuseClashes(root: Place, { workflow, clashes }: ResolvedWorkflow): void {
  for (const { step, key, topic } of clashes) {
    const id = workflow.steps[step]?.id ?? '';
    const why =
      key === 'command_topic'
        ? `the node itself subscribes to ${quote(topic)}, so it would send commands to itself in an endless loop`
        : `the node itself publishes the events of its workflow on ${quote(topic)}`;
    error(stepPlace(root, step, id, key), `${why}; give step ${quote(id)} another topic`);
  }
}

/** The name of a model that the contract leaves out. */
function modelOf(baseName: string, kind: NodeKind, ending: 'Input' | 'Output'): ModelReference {
  return { name: `Model${pascal(baseName) || pascal(kind)}${ending}`, module: null, description: null };
}
