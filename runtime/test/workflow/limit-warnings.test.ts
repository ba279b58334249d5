import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { z } from 'zod';
import { OnexError } from '../../src/errors/index.ts';
import { NodeOrchestrator, type Container } from '../../src/index.ts';
import { silentLogger, type Logger } from '../../src/logging/index.ts';
import { createTestNode } from '../../src/testing/index.ts';
import {
  createMemoryWorkflowStore,
  StopEvent,
  Workflow,
  WORKFLOW_STORE,
  step,
} from '../../src/workflow/index.ts';
import { until } from '../event-bus/until.ts';

const NODE = 'node_shop_sale_orchestrator';

/** Two steps of one node, with a timeout each. */
const contract = (first: number, second: number): string => `name: ${NODE}
node_type: ORCHESTRATOR_GENERIC
event_bus: {subscribe_topics: [onex.cmd.shop.sale-requested.v1]}
workflow_coordination:
  workflow_definition:
    workflow_metadata: {workflow_name: sale}
    execution_graph:
      nodes: [{node_id: reserve}, {node_id: pay}]
annotations:
  domain: shop
  operations: [{operation: run}]
  workflow:
    steps:
      reserve: {node: node_shop_stock_effect, operation: reserve, timeout_ms: ${first}}
      pay: {node: node_shop_stock_effect, operation: pay, timeout_ms: ${second}}
`;

const STOCK = `name: node_shop_stock_effect
node_type: EFFECT_GENERIC
io_operations:
  - {operation: reserve, timeout_ms: 30000}
  - {operation: pay, timeout_ms: 20000}
`;

class WorkflowSale extends Workflow<object, object> {
  readonly input = z.object({});
  readonly output = z.object({});
  readonly steps = { reserve: step({ command: () => ({}) }), pay: step({ command: () => ({}) }) };
  stop(): StopEvent<object> {
    return new StopEvent({});
  }
}

describe('an orchestrator in a project, when it starts', () => {
  let nodes: string;
  beforeEach(() => {
    nodes = mkdtempSync(path.join(realpathSync(tmpdir()), 'onex-limits-'));
  });
  afterEach(() => rmSync(nodes, { recursive: true }));

  function write(node: string, text: string): URL {
    const file = path.join(nodes, node, 'v1_0_0/contract.yaml');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return pathToFileURL(file);
  }

  /** Warnings about steps in the log of a node that has started. */
  async function warnings(text: string, count: number, isStoreAway = false): Promise<readonly string[]> {
    write('node_shop_stock_effect', STOCK);
    const url = write(NODE, text);
    class Sale extends NodeOrchestrator {
      constructor(container: Container) {
        super(container, { contract: url, workflow: new WorkflowSale() });
      }
    }
    const store = createMemoryWorkflowStore();
    let calls = 0;
    const listUnfinished = async (owner: string): Promise<readonly string[]> => {
      calls += 1;
      // The first call is about topics, the second about workflows to go on with.
      if (isStoreAway && calls === 2) throw new OnexError('DEPENDENCY_UNAVAILABLE', 'the store is away');
      return store.listUnfinished(owner);
    };
    const told: string[] = [];
    const warn = (...parts: readonly unknown[]): void => void told.push(String(parts.at(-1)));
    const logger: Logger = { ...silentLogger, warn, child: () => logger };
    const test = await createTestNode(Sale, {
      logger,
      services(container) {
        container.register(WORKFLOW_STORE, { value: { ...store, listUnfinished } });
      },
    });
    const found = (): readonly string[] => told.filter((line) => /step "\w+" waits/u.test(line));
    try {
      await until(() => found().length >= count);
      await until(() => test.node.health().problems['workflows'] === undefined);
      return found();
    } finally {
      await test.stop();
    }
  }

  it('names each step whose limit is too short for its node, with its place and what to set', async () => {
    const lines = await warnings(contract(30_000, 15_000), 2);
    expect(lines).to.have.length(2);
    expect(lines[0]).to.include('v1_0_0/contract.yaml:14:');
    expect(lines[0]).to.include(
      'step "reserve" waits 30000 ms, but node_shop_stock_effect may take 30000 ms',
    );
    expect(lines[0]).to.include('set its timeout_ms to 45000 or more');
    expect(lines[1]).to.include('contract.yaml:15:').and.to.include('step "pay" waits 15000 ms');
  });

  it('names no step that waits long enough', async () => {
    const lines = await warnings(contract(30_001, 20_000), 1);
    expect(lines.map((line) => line.includes('step "pay"'))).to.deep.equal([true]);
  });

  it('names a step that waits no longer than the session of its consumer group', async () => {
    const [line] = await warnings(contract(45_000, 10_000).replace('operation: pay', 'operation: other'), 1);
    expect(line).to.include('step "pay" waits 10000 ms').and.to.include('set its timeout_ms to');
  });

  it('names it once, also when the store was unavailable at first', async () => {
    expect(await warnings(contract(45_000, 5_000), 1, true)).to.have.length(1);
  });
});
