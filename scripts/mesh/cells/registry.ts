import { arrange, expectThat, type Cell, type Mesh } from '../cell.ts';
import type { Line } from '../python/process.ts';
import { INTROSPECTION, REQUEST, until, type OurNode } from '../world.ts';

/** A node as the registry lists it. */
interface Listed {
  readonly node_id: string;
  readonly state: string;
  readonly node_type: string;
  readonly last_heartbeat_at: string;
}

interface Contract {
  readonly name?: string;
  readonly node_name?: string;
  readonly is_active: boolean;
}

/** What the registry listed last. */
function listed({ registry }: Mesh): {
  readonly nodes: readonly Listed[];
  readonly contracts: readonly Contract[];
} {
  const line: Line = registry.lines.findLast((one) => Array.isArray(one['nodes'])) ?? {};
  return { nodes: (line['nodes'] ?? []) as Listed[], contracts: (line['contracts'] ?? []) as Contract[] };
}

const entryOf = (mesh: Mesh, id: string | undefined): Listed | undefined =>
  listed(mesh).nodes.find(({ node_id: one }) => one === id);
const contractOf = (mesh: Mesh, name: string): Contract | undefined =>
  listed(mesh).contracts.find((one) => (one.name ?? one.node_name) === name);

/** Our two nodes that the registry knows. */
const nodesOf = ({ ours, audit }: Mesh): readonly OurNode[] => [ours.effect, audit];
const AUDIT = 'node_mesh_audit_orchestrator';

const OURS = 'our nodes';
const REGISTRY = 'Python registry (PostgreSQL)';

async function announced(
  mesh: Mesh,
  reason: string,
  id: string | undefined,
  ids: readonly string[],
): Promise<void> {
  const found = (): boolean =>
    mesh.others.lines.some(
      (line) =>
        line['node_id'] === id && line['reason'] === reason && !ids.includes(String(line['correlation_id'])),
    );
  await until(`Python reads an introspection for the reason ${reason}`, found);
}

/** Nodes of ours in the registry of omnibase-infra, which stores them in PostgreSQL. */
export const REGISTRY_CELLS: readonly Cell[] = [
  {
    from: OURS,
    to: REGISTRY,
    case: 'success',
    what: 'are registered and listed as active when the registry starts later, because they announce themselves again',
    async run(mesh) {
      await arrange(mesh, 'effect');
      await mesh.audit.start();
      const before = mesh.world.heard(INTROSPECTION, mesh.audit.id).length;
      await mesh.registry.start();
      await until(
        'both nodes announce themselves again',
        () => mesh.world.heard(INTROSPECTION, mesh.audit.id).length > before,
      );
      await until('both are listed', () =>
        nodesOf(mesh).every(({ id }) => entryOf(mesh, id)?.state === 'active'),
      );
      expectThat(entryOf(mesh, mesh.audit.id)?.node_type === 'ORCHESTRATOR', entryOf(mesh, mesh.audit.id));
      // The registry reads registrations and deregistrations as two topics, and may have read the latest first.
      await mesh.audit.stop();
      await mesh.audit.start();
      await until('the contract is listed', () => contractOf(mesh, AUDIT)?.is_active === true);
    },
  },
  {
    from: OURS,
    to: REGISTRY,
    case: 'success',
    what: 'stay active by their heartbeats',
    async run(mesh) {
      const { id } = mesh.ours.effect;
      const first = entryOf(mesh, id)?.last_heartbeat_at;
      await until('a heartbeat is stored', () => entryOf(mesh, id)?.last_heartbeat_at !== first);
      expectThat(entryOf(mesh, id)?.state === 'active', entryOf(mesh, id));
    },
  },
  {
    from: REGISTRY,
    to: OURS,
    case: 'success',
    what: 'answer a request to introspect, and the Python model accepts each answer',
    async run(mesh) {
      await mesh.world.sendRaw(REQUEST, '{}');
      for (const { id } of nodesOf(mesh)) await announced(mesh, 'request', id, []);
    },
  },
  {
    from: REGISTRY,
    to: OURS,
    case: 'malformed',
    what: 'answer a request after messages on the registry topics that nobody can read',
    async run(mesh) {
      for (const value of ['not JSON', '{"payload":{"node_id":7}}', Buffer.from([0xff])]) {
        await mesh.world.sendRaw(INTROSPECTION, value);
        await mesh.world.sendRaw(REQUEST, value);
      }
      const known = mesh.others.lines.map((line) => String(line['correlation_id']));
      await mesh.world.sendRaw(REQUEST, '{}');
      for (const { id } of nodesOf(mesh)) await announced(mesh, 'request', id, known);
    },
  },
  {
    from: OURS,
    to: REGISTRY,
    case: 'restart',
    what: 'are listed after kill -9 of the registry, with a node that started meanwhile',
    async run(mesh) {
      await mesh.registry.kill();
      const seen = mesh.registry.lines.length;
      await mesh.audit.stop();
      await mesh.audit.start();
      await mesh.registry.start();
      await until('the registry lists again', () => mesh.registry.lines.length > seen);
      await until('both are listed', () =>
        nodesOf(mesh).every(({ id }) => entryOf(mesh, id)?.state === 'active'),
      );
    },
  },
  {
    from: OURS,
    to: REGISTRY,
    case: 'timeout',
    what: 'are removed from the list of contracts at shutdown, and from the list of nodes when their heartbeats are overdue',
    async run(mesh) {
      const { id } = mesh.audit;
      await mesh.audit.stop();
      await announced(mesh, 'shutdown', id, []);
      await until('the contract is no longer active', () => contractOf(mesh, AUDIT)?.is_active !== true);
      mesh.registry.tell({ tick: 120 });
      await until('the node is not listed', () => entryOf(mesh, id) === undefined);
    },
  },
];
