import { expect } from 'chai';
import { z } from 'zod';
import { OnexError } from '../../src/errors/index.ts';
import { NodeOrchestrator, type Container } from '../../src/index.ts';
import { createTestNode, type TestNode } from '../../src/testing/index.ts';
import { StopEvent, Workflow, step } from '../../src/workflow/index.ts';
import { contractOf } from '../contract/read.ts';

const RESERVE = 'onex.cmd.shop.stock-requested.v1';

const CONTRACT = `name: node_shop_sale_orchestrator
node_type: ORCHESTRATOR_GENERIC
event_bus:
  subscribe_topics: [onex.cmd.shop.sale-requested.v1]
workflow_coordination:
  workflow_definition:
    workflow_metadata: {workflow_name: sale}
    execution_graph:
      nodes: [{node_id: reserve}, {node_id: pay, depends_on: [reserve]}]
    coordination_rules: {execution_mode: sequential, max_retries: 0, failure_recovery_strategy: compensate}
annotations:
  domain: shop
  operations: [{operation: run}]
  workflow:
    steps:
      reserve:
        operation: reserve
        compensation: release
        command_topic: ${RESERVE}
        completed_topic: onex.evt.shop.stock-completed.v1
        failed_topic: onex.evt.shop.stock-failed.v1
      pay:
        operation: pay
        command_topic: onex.cmd.shop.money-requested.v1
        completed_topic: onex.evt.shop.money-completed.v1
        failed_topic: onex.evt.shop.money-failed.v1
`;

const Any = z.record(z.string(), z.unknown());

describe('the partition key of a step', () => {
  let test: TestNode | undefined;
  afterEach(() => test?.stop());

  for (const [what, command, undo, expected] of [
    ['the entity, which only the command names', { entity_id: 'sku-1' }, { reservation: 'r' }, 'sku-1'],
    ['the entity of the command, where both name one', { entity_id: 'sku-1' }, { entity_id: 'r' }, 'sku-1'],
    ['the correlation, where only the undo command names an entity', { sku: 1 }, { entity_id: 'r' }, null],
    ['the correlation, where neither names an entity', { sku: 1 }, { reservation: 'r' }, null],
  ] as const) {
    it(`is the same for its command and its undo command: ${what}`, async () => {
      class WorkflowSale extends Workflow<Record<string, unknown>, Record<string, unknown>> {
        readonly input = Any;
        readonly output = Any;
        readonly steps = {
          reserve: step({ command: () => command, compensate: () => undo }),
          pay: step({ command: () => ({}) }),
        };
        stop(): StopEvent<Record<string, unknown>> {
          return new StopEvent({});
        }
      }
      class Sale extends NodeOrchestrator {
        constructor(container: Container) {
          super(container, { contract: contractOf(CONTRACT), workflow: new WorkflowSale() });
        }
      }
      const started = await createTestNode(Sale);
      test = started;
      await started.answer('reserve', () => ({ done: true }));
      await started.answer('pay', () => {
        throw new OnexError('INVALID_PARAMETER', 'no money');
      });
      const { correlation_id } = await started.send({});
      const keys = started.transport.records
        .filter(({ topic }) => topic === RESERVE)
        .map(({ key }) => String(key));
      expect(keys).to.deep.equal([expected ?? correlation_id, expected ?? correlation_id]);
    });
  }
});
