import {
  messageFields,
  operationOfStep,
  type Contract,
  type Operation,
  type WorkflowStep,
} from 'onex-runtime/contract';
import { fieldPlace, operationPlace, stepPlace, textPlace, type Finder } from './places.ts';
import { coversField, startComparison } from './covers/index.ts';
import type { Consumer, ContractSide, FoundChange, Subject } from './types.ts';

/** A node of the project, as a possible dependent of others. */
export type Dependent = ContractSide;

type OperationSubject = Extract<Subject, { readonly kind: 'operation' }>;

/** The parts of the project that a breaking change breaks. */
export function consumersOf(
  { subject }: FoundChange,
  before: ContractSide,
  after: ContractSide,
  dependents: readonly Dependent[],
): readonly Consumer[] {
  if (subject === null) return [];
  const others = dependents.filter(({ contract }) => contract.name !== after.contract.name);
  return others.flatMap((other) => {
    const found = [...ofSteps(subject, before.contract, other), ...ofMessages(subject, before, after, other)];
    return found.map(({ step, field, place }) => {
      const { line, column } = other.source.positionOf(place(other.source), 'key');
      return { node: other.contract.name, step, field, file: other.file, line, column };
    });
  });
}

interface Found {
  readonly step: string | null;
  readonly field: string | null;
  readonly place: Finder;
}

/** Returns steps of an orchestrator that request the changed operation of the node. */
function ofSteps(subject: Subject, node: Contract, { contract }: Dependent): Found[] {
  return (contract.workflow?.steps ?? []).flatMap((step): Found[] => {
    if (!isDoneBy(step, node) || !isAsked(subject, step, node)) return [];
    const field = subject.kind === 'operation' ? subject.field : null;
    return [{ step: step.id, field, place: stepPlace(step.id) }];
  });
}

function isDoneBy({ node, commandTopic }: WorkflowStep, { name, topics }: Contract): boolean {
  return node === null ? topics.subscribe.some(({ topic }) => topic === commandTopic) : node === name;
}

function isAsked(subject: Subject, step: WorkflowStep, node: Contract): boolean {
  const { compensation, commandTopic, completedTopic, failedTopic } = step;
  if (subject.kind === 'node') return true;
  if (subject.kind === 'topic') return [commandTopic, completedTopic, failedTopic].includes(subject.topic);
  const asked = operationOfStep(step, node);
  return subject.operation === asked || (subject.operation === compensation && subject.part !== 'output');
}

/** Returns a node that consumes or publishes messages on the topics directly. */
function ofMessages(subject: Subject, before: ContractSide, after: ContractSide, other: Dependent): Found[] {
  const { contract } = other;
  const listed = (role: 'subscribe' | 'publish', topics: readonly string[]): string | undefined =>
    contract.kind === 'orchestrator' && role === 'subscribe'
      ? undefined
      : contract.topics[role].map(({ topic }) => topic).find((topic) => topics.includes(topic));
  const whole = (topic: string | undefined): Found[] =>
    topic === undefined ? [] : [{ step: null, field: null, place: textPlace(topic, 'event_bus') }];
  if (subject.kind === 'topic')
    return whole(listed(subject.role === 'publish' ? 'subscribe' : 'publish', [subject.topic]));
  const names = ({ topics }: Contract, role: 'subscribe' | 'publish'): string[] =>
    topics[role].map(({ topic }) => topic);
  if (subject.kind === 'node') return whole(listed('subscribe', names(before.contract, 'publish')));
  const operation = before.contract.operations.find(({ name }) => name === subject.operation);
  if (operation === undefined) return [];
  const results = [operation.completedTopic, operation.failedTopic];
  const heard = subject.part === 'input' ? undefined : listed('subscribe', results);
  const sent = subject.part === 'output' ? undefined : listed('publish', operation.requestTopics);
  return [...(heard === undefined ? [] : ofHearer(subject, heard, after, contract)), ...whole(sent)];
}

/** The consumer's model of the message determines whether the change breaks it. */
function ofHearer(subject: OperationSubject, topic: string, after: ContractSide, hearer: Contract): Found[] {
  const place = textPlace(topic, 'event_bus');
  const root = subject.field?.split('.')[0];
  if (root === undefined) return [{ step: null, field: null, place }];
  const comparison = startComparison(after.contract.definitions, hearer.definitions, 'published');
  const field = messageFields(after.contract, subject.operation, 'output')?.find(({ name }) => name === root);
  return hearingOperations(hearer, topic).flatMap(({ name }): Found[] => {
    const fields = messageFields(hearer, name, 'input');
    if (fields === null) return [];
    const own = fields.find((one) => one.name === root);
    if (own === undefined || coversField(field, own, comparison)) return [];
    return [{ step: null, field: subject.field, place: (source) => placeOfField(source, name, root) }];
  });
}

function placeOfField(source: Parameters<Finder>[0], operation: string, field: string): ReturnType<Finder> {
  const found = fieldPlace(operation, 'input', [field])(source);
  return found.length === 0 ? operationPlace(operation)(source) : found;
}

function hearingOperations({ operations }: Contract, topic: string): readonly Operation[] {
  const carried = operations.filter(({ requestTopics }) => requestTopics.includes(topic));
  return carried.length > 0 ? carried : operations.filter(({ requestTopics }) => requestTopics.length === 0);
}
