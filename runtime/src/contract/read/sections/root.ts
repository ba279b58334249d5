import { meantKey } from '../../findings/near.ts';
import type { NodeKind } from '../../model.ts';
import { at, expectMapping, forPeople, idle, isMapping, whole, type Place } from '../values/index.ts';

/**
 * Takes what is at the top of a contract for people and for tools that keep their own records there, and names what
 * a node of this kind has no use for. A node does the same with or without any of it.
 */
export function knowRoot(root: Place, kind: NodeKind): void {
  // Who wrote the contract, when, and where one can read more.
  forPeople(root, 'title', 'author', 'license', 'documentation_url', 'created', 'updated', 'changelog');
  // The state of the work on it, and what proves it.
  forPeople(root, 'status', 'ticket', 'related_tickets', 'dod_evidence', 'golden_path');
  // Marks that registries of contracts put there.
  forPeople(root, 'id', 'uuid', 'fingerprint', 'schema_version', 'contract_schema_version');
  idle(root, 'the node runs wherever it is started', 'runtime_profiles');
  idle(root, 'times of the start and the stop are settings of the node', 'lifecycle');
  if (kind !== 'reducer') idle(root, 'only a reducer has one', 'state_machine', 'state_transitions', 'fsm');
  if (kind !== 'orchestrator') idle(root, 'only an orchestrator has one', 'workflow_coordination');
  knowSections(root);
}

function knowSections(root: Place): void {
  const metadata = at(root, 'metadata');
  // A description and tags are read of it; the rest is what people noted down.
  if (isMapping(metadata.value)) whole(metadata);
  const performance = at(root, 'performance');
  if (expectMapping(performance)) {
    forPeople(performance, 'version', 'description');
    idle(
      performance,
      'it is not measured; single_operation_max_ms is the time limit',
      'batch_operation_max_s',
      'memory_limit_mb',
      'cpu_limit_percent',
      'throughput_min_ops_per_second',
      'database_query_timeout_ms',
      'external_service_timeout_ms',
      'projection_reader_timeout_ms',
      'circuit_breaker_recovery_timeout_s',
      'thresholds',
    );
  }
  knowDescriptor(at(root, 'descriptor'));
  takeAnnotations(at(root, 'annotations'));
}

/** A descriptor describes the kind of node for other tools; time limits and idempotency are read of it. */
function knowDescriptor(descriptor: Place): void {
  if (!expectMapping(descriptor)) return;
  forPeople(descriptor, 'version', 'description', 'purity', 'handler_kind');
  // Read where `node_type` is missing.
  at(descriptor, 'node_archetype');
  idle(descriptor, 'the node runs wherever it is started', 'runtime_profiles');
}

/** Annotations are the owner's; a key that is almost one that is read is hardly meant to be. */
function takeAnnotations(annotations: Place): void {
  if (!isMapping(annotations.value)) {
    expectMapping(annotations);
    return;
  }
  const known = ['domain', 'operations', 'cache', 'workflow', 'worker_threads'];
  for (const key of Object.keys(annotations.value)) {
    if (!known.includes(key) && meantKey(key, known) === null) whole(at(annotations, key));
  }
}
