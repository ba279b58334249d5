/** Files of the nodes in the projects that these tests write, as the generator would write them, only smaller. */

const BUS = `
  eventPublisher: EventPublisher | undefined;
  bootstrapServers: string | undefined = process.env['KAFKA_BOOTSTRAP_SERVERS'];
  serviceName: string = process.env['SERVICE_NAME'] ?? 'billing';
  instanceId: string | undefined = process.env['ONEX_INSTANCE_ID'];
  nodeId: string | undefined;
  isRunning = false;
  readonly shutdownSignal = new AbortController();

  override async initialize(): Promise<void> {
    await super.initialize();
    const { openEventBus } = await import('onex-runtime/event-bus');
    await openEventBus(this);
  }
  override async shutdown(): Promise<void> {
    const { closeEventBus } = await import('onex-runtime/event-bus');
    await closeEventBus(this);
    await super.shutdown();
  }
`;

const head = (name: string, kind: string): string => `name: ${name}
contract_version: { major: 1, minor: 0, patch: 0 }
node_version: { major: 1, minor: 0, patch: 0 }
node_type: ${kind}_GENERIC
description: For tests.
input_model: billing.models.ModelInput
output_model: billing.models.ModelOutput
`;

const bus = (subscribe: readonly string[], publish: readonly string[]): string => `event_bus:
  version: { major: 1, minor: 0, patch: 0 }
  subscribe_topics: ${JSON.stringify(subscribe)}
  publish_topics: ${JSON.stringify(publish)}
  dlq_topics: [onex.dlq.billing.commands.v1]
`;

const start = (className: string, config = false): string => `import { start } from 'onex-runtime/start';
import { ${className}${config ? ', ModelConfig' : ''} } from './node.ts';
await start(${className}, { entry: import.meta.url${config ? ', config: ModelConfig' : ''} });
`;

type Files = Readonly<Record<string, string>>;

/** An effect with two operations, `create` and `read`; `read` always fails. Its limit is configurable. */
export const PAYMENT: Files = {
  'contract.yaml': `${head('node_billing_payment_effect', 'EFFECT')}
${bus(
  ['onex.cmd.billing.payment-requested.v1'],
  ['onex.evt.billing.payment-completed.v1', 'onex.evt.billing.payment-failed.v1'],
)}
io_operations:
  - operation: create
    operation_type: create
    input_fields: [{ amount: int }, { note: "str | None" }]
    output_fields: [{ paid: int }, { limit: int }]
  - operation: read
    operation_type: read
    input_fields: [{ id: str }]
    output_fields: [{ paid: int }]
retry_policies: { max_attempts: 1 }
annotations: { domain: billing }
`,
  'node.ts': `import { CONFIG, NodeEffect, OnexError, type Container } from 'onex-runtime';
import type { EventPublisher } from 'onex-runtime/event-bus';
import { z } from 'zod';

export const ModelConfig = z.strictObject({ limit: z.number().default(100) });

export class NodePaymentEffect extends NodeEffect {${BUS}
  constructor(container: Container) {
    const { limit } = container.get(CONFIG) as { limit: number };
    super(container, {
      contract: new URL('./contract.yaml', import.meta.url),
      handlers: {
        create: {
          input: z.object({ amount: z.int(), note: z.string().nullish() }),
          output: z.object({ paid: z.int(), limit: z.number() }),
          handle: ({ amount }: { amount: number }) => ({ paid: amount, limit }),
        },
        read: {
          input: z.object({ id: z.string() }),
          output: z.object({ paid: z.int() }),
          handle: () => {
            throw new OnexError('INVALID_PARAMETER', 'There is no such payment.');
          },
        },
      },
    });
  }
}
`,
  'start_node.ts': start('NodePaymentEffect', true),
};

/** An orchestrator whose only step is the payment's `create`. */
export const CHECKOUT: Files = {
  'contract.yaml': `${head('node_billing_checkout_orchestrator', 'ORCHESTRATOR')}
${bus(
  [
    'onex.cmd.billing.checkout-requested.v1',
    'onex.evt.billing.payment-completed.v1',
    'onex.evt.billing.payment-failed.v1',
  ],
  [
    'onex.evt.billing.checkout-completed.v1',
    'onex.evt.billing.checkout-failed.v1',
    'onex.evt.billing.checkout-workflow-started.v1',
    'onex.evt.billing.checkout-workflow-completed.v1',
    'onex.evt.billing.checkout-workflow-failed.v1',
    'onex.evt.billing.checkout-stage-started.v1',
    'onex.evt.billing.checkout-stage-completed.v1',
    'onex.evt.billing.checkout-stage-failed.v1',
    'onex.cmd.billing.payment-requested.v1',
  ],
)}
performance: { single_operation_max_ms: 30000 }
workflow_coordination:
  workflow_definition:
    workflow_metadata: { workflow_name: checkout }
    execution_graph:
      nodes: [{ node_id: pay, node_type: EFFECT_GENERIC, depends_on: [] }]
    coordination_rules: { execution_mode: sequential, failure_recovery_strategy: fail_fast, timeout_ms: 30000 }
annotations:
  domain: billing
  operations:
    - operation: run
      input_fields: [{ amount: int }]
      output_fields: [{ paid: int }]
  workflow:
    steps:
      pay:
        node: node_billing_payment_effect
        operation: create
        timeout_ms: 10000
        command_topic: onex.cmd.billing.payment-requested.v1
        completed_topic: onex.evt.billing.payment-completed.v1
        failed_topic: onex.evt.billing.payment-failed.v1
`,
  'node.ts': `import { NodeOrchestrator, type Container } from 'onex-runtime';
import type { EventPublisher } from 'onex-runtime/event-bus';
import { StopEvent, Workflow, step, type Context } from 'onex-runtime/workflow';
import { z } from 'zod';

type Input = { amount: number };

class WorkflowCheckout extends Workflow<Input, { paid: number }> {
  readonly input = z.object({ amount: z.int() });
  readonly output = z.object({ paid: z.int() });
  readonly steps = { pay: step<Input>({ command: ({ start }) => ({ amount: start.input.amount }) }) };
  stop({ results }: Context<Input>): StopEvent<{ paid: number }> {
    return new StopEvent({ paid: (results['pay'] as { paid: number }).paid });
  }
}

export class NodeCheckoutOrchestrator extends NodeOrchestrator {${BUS}
  constructor(container: Container) {
    super(container, { contract: new URL('./contract.yaml', import.meta.url), workflow: new WorkflowCheckout() });
  }
}
`,
  'start_node.ts': start('NodeCheckoutOrchestrator'),
};

/** A compute without an event bus. */
export const TAX: Files = {
  'contract.yaml': `${head('node_billing_tax_compute', 'COMPUTE')}
${bus(
  ['onex.cmd.billing.tax-requested.v1'],
  ['onex.evt.billing.tax-completed.v1', 'onex.evt.billing.tax-failed.v1'],
)}
performance: { single_operation_max_ms: 1000 }
algorithm:
  algorithm_type: weighted_factor_algorithm
  factors: { primary: { weight: 1, calculation_method: linear } }
annotations:
  domain: billing
  operations:
    - operation: compute
      input_fields: [{ amount: float }]
      output_fields: [{ tax: float }]
`,
  'node.ts': `import { NodeCompute, type Container } from 'onex-runtime';
import { z } from 'zod';

export class NodeTaxCompute extends NodeCompute {
  constructor(container: Container) {
    super(container, {
      contract: new URL('./contract.yaml', import.meta.url),
      handlers: {
        compute: {
          input: z.object({ amount: z.number() }),
          output: z.object({ tax: z.number() }),
          handle: ({ amount }: { amount: number }) => ({ tax: amount / 5 }),
        },
      },
    });
  }
}
`,
  'start_node.ts': start('NodeTaxCompute'),
};
