import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { z } from 'zod';
import { describeContract } from '../../../src/cli/control/directory.ts';
import { composeMessage } from '../../../src/cli/send/message.ts';
import { resolveTarget } from '../../../src/cli/send/target.ts';
import {
  NodeEffect,
  NodeOrchestrator,
  NodeReducer,
  type Container,
  type OperationHandler,
} from '../../../src/index.ts';
import { createTestNode } from '../../../src/testing/index.ts';
import { StopEvent, Workflow, step, type Step } from '../../../src/workflow/index.ts';
import { NodeCheckoutOrchestrator } from '../../sample/checkout/node.ts';
import { contractOf } from '../../sample/contract-of.ts';

const CONTRACT = `
name: node_shop_parcel_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Sends parcels.
input_model: shop.models.ModelParcelInput
output_model: shop.models.ModelParcelOutput
io_operations:
  - {operation: send, input_model: shop.models.ModelSend, output_model: shop.models.ModelSent}
  - {operation: track}
  - {operation: split, output_model: "ModelOne | ModelOther"}
  - {operation: count, input_model: "dict[str, Any]", output_model: Any}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.shop.parcel-requested.v1]
  publish_topics: [onex.evt.shop.parcel-completed.v1, onex.evt.shop.parcel-failed.v1]
`;
const OPERATIONS = ['send', 'track', 'split', 'count'];

const handler: OperationHandler = {
  input: z.looseObject({ fail: z.boolean().optional() }),
  output: z.looseObject({}),
  handle({ fail }: { fail?: boolean }) {
    if (fail === true) throw new Error('no');
    return {};
  },
};

class Parcel extends NodeEffect {
  constructor(container: Container) {
    const handlers = Object.fromEntries(OPERATIONS.map((name) => [name, handler]));
    super(container, { contract: contractOf(CONTRACT), handlers });
  }
}

describe('the payload type of a message', () => {
  it('is the output model of the operation, or null for a union and for a type that is no class', async () => {
    const test = await createTestNode(Parcel);
    try {
      const types = [];
      for (const operation of OPERATIONS) types.push((await test.send({}, { operation })).payload_type);
      expect(types).to.deep.equal(['ModelSent', 'ModelParcelOutput', null, null]);
      expect((await test.send({ fail: true }, { operation: 'send' })).payload_type).to.equal(null);
    } finally {
      await test.stop();
    }
  });

  it('is the output model of an orchestrator in its answer, and not in its failed event', async () => {
    const test = await createTestNode(NodeCheckoutOrchestrator);
    try {
      await test.answer('compute_tax', () => ({ data: {} }));
      await test.answer('create_payment', () => ({ entity_id: 'a', data: {}, created_at: 'now' }));
      const reply = await test.send({ data: { amount: 50 } });
      expect(reply.payload_type).to.equal('ModelCheckoutOutput');
    } finally {
      await test.stop();
    }
    const failing = await createTestNode(NodeCheckoutOrchestrator);
    try {
      await failing.answer('compute_tax', () => {
        throw new Error('no');
      });
      expect((await failing.send({ data: { amount: 50 } })).payload_type).to.equal(null);
    } finally {
      await failing.stop();
    }
  });

  it('is the payload model that the contract declares for an intent, and null for another and for the state', async () => {
    const text = readFileSync(new URL('../../sample/order/contract.yaml', import.meta.url), 'utf8');
    const declared =
      'intent_emission: {intents: [{intent_type: notify_started, payload_model: ModelNotice}]}';
    const notify = (name: string) => () => ({ intents: [{ name, payload: {} }] });
    class Order extends NodeReducer {
      constructor(container: Container) {
        super(container, {
          contract: contractOf(`${text}\n${declared}\n`),
          data: z.looseObject({}),
          initial: {},
          actions: {
            store_data: () => ({}),
            clear_data: () => ({}),
            record_failure: () => ({}),
            notify_started: notify('notify_started'),
            notify_completed: notify('notify_completed'),
            notify_failed: notify('notify_failed'),
          },
        });
      }
    }
    const test = await createTestNode(Order);
    try {
      const types = [];
      for (const operation of ['start', 'complete'])
        types.push((await test.send({ entity_id: 'a' }, { operation })).payload_type);
      for (const event of ['started', 'completed'])
        types.push(test.published(`onex.intent.billing.order-notify-${event}.v1`)[0]?.payload_type);
      expect(types).to.deep.equal([null, null, 'ModelNotice', null]);
      // A model of the contract has no field that the runtime adds; an intent without one has the entity's id.
      const payloads = ['started', 'completed'].map(
        (event) => test.published(`onex.intent.billing.order-notify-${event}.v1`)[0]?.payload,
      );
      expect(payloads).to.deep.equal([{}, { entity_id: 'a' }]);
    } finally {
      await test.stop();
    }
  });

  it('is the class that a step’s code names for its commands, else the model beside the command’s topic', async () => {
    const type = async (code: Step, model: string): Promise<unknown> => {
      const entry = model === '' ? '' : `, model: ${model}`;
      const contract = contractOf(`
name: node_shop_trip_orchestrator
contract_version: {major: 1, minor: 0, patch: 0}
node_type: ORCHESTRATOR_GENERIC
description: Books trips.
input_model: shop.models.ModelTripInput
output_model: shop.models.ModelTripOutput
performance: {single_operation_max_ms: 1000}
workflow_coordination:
  workflow_definition:
    execution_graph: {nodes: [{node_id: pay}, {node_id: ship, depends_on: [pay]}]}
    coordination_rules: {failure_recovery_strategy: compensate}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.shop.trip-requested.v1]
  publish_topics: [{topic: onex.cmd.shop.pay.v1${entry}}]
annotations:
  workflow:
    steps:
      pay: {operation: pay, compensation: refund, command_topic: onex.cmd.shop.pay.v1, completed_topic: onex.evt.shop.paid.v1}
`);
      class Trip extends Workflow {
        readonly input = z.unknown();
        readonly output = z.unknown();
        readonly steps = {
          pay: code,
          ship: step({
            run: () => {
              throw new Error('no lorry');
            },
          }),
        };
        stop(): StopEvent<object> {
          return new StopEvent({});
        }
      }
      class NodeTrip extends NodeOrchestrator {
        constructor(container: Container) {
          super(container, { contract, workflow: new Trip() });
        }
      }
      const test = await createTestNode(NodeTrip);
      try {
        await test.answer('pay', () => ({}));
        await test.send({});
        return test.published('onex.cmd.shop.pay.v1').map(({ payload_type: name }) => name);
      } finally {
        await test.stop();
      }
    };
    const named = step({
      payloadTypes: { command: 'ModelPay', compensate: 'ModelRefund' },
      command: () => ({}),
    });
    const plain = step({ command: () => ({}) });
    expect(await type(named, 'ModelBeside')).to.deep.equal(['ModelPay', 'ModelRefund']);
    expect(await type(plain, 'shop.models.ModelBeside')).to.deep.equal(['ModelBeside', null]);
    expect(await type(plain, '"ModelA | ModelB"')).to.deep.equal([null, null]);
    expect(await type(plain, '')).to.deep.equal([null, null]);
  });

  it('is the input model of the operation that the command line asks for', () => {
    const node = { ...describeContract(contractOf(CONTRACT)), onBus: true, healthUrl: null };
    const typeOf = (to: string): string | null =>
      composeMessage('{}', resolveTarget(to, [node]), null).envelope.payload_type;
    const types = OPERATIONS.map((operation) => typeOf(`${node.name}:${operation}`));
    expect(types).to.deep.equal(['ModelSend', 'ModelParcelInput', 'ModelParcelInput', null]);
    expect(typeOf('onex.cmd.shop.parcel-requested.v1')).to.equal(null);
  });
});
