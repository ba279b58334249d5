import { expect } from 'chai';
import { z } from 'zod';
import {
  createEnvelope,
  createInMemoryTransport,
  openEventBus,
  closeEventBus,
  parseEnvelope,
  type Envelope,
  type EventBusHost,
  type OutboundRecord,
} from '../../../../src/event-bus/index.ts';
import { Container, NodeEffect, type OperationHandler } from '../../../../src/index.ts';
import { plainHost } from '../../../../src/testing/plain-host.ts';
import { recordingTransport, type RecordingTransport } from '../../../../src/testing/recording-transport.ts';
import { contractOf } from '../../../sample/contract-of.ts';

const COMMAND = 'onex.cmd.shop.parcel-requested.v1';
const EVENT = 'onex.evt.shop.cart-paid.v1';
const COMPLETED = 'onex.evt.shop.parcel-completed.v1';
const LETTERS = 'onex.dlq.shop.commands.v1';
const PARENT = '10000000-0000-4000-8000-00000000000a';

const CONTRACT = contractOf(`
name: node_shop_parcel_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Sends parcels.
input_model: shop.models.ModelParcelInput
output_model: shop.models.ModelParcelOutput
io_operations: [{operation: send}]
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [${COMMAND}, ${EVENT}]
  publish_topics: [${COMPLETED}, onex.evt.shop.parcel-failed.v1]
  dlq_topics: [${LETTERS}]
`);

const handler: OperationHandler = {
  input: z.strictObject({ to: z.string(), correlation_id: z.string().optional() }),
  output: z.looseObject({}),
  handle: (fields) => ({ got: fields }),
};

class Parcel extends NodeEffect {
  constructor(container: Container) {
    super(container, { contract: CONTRACT, handlers: { send: handler } });
  }
}

describe('messages in other forms', () => {
  let transport: RecordingTransport;
  let host: EventBusHost;

  const start = async (environment: NodeJS.ProcessEnv = {}): Promise<void> => {
    transport = recordingTransport(createInMemoryTransport());
    const node = new Parcel(new Container());
    await node.initialize();
    host = plainHost(node);
    await openEventBus(host, undefined, { transport, environment });
  };
  afterEach(() => closeEventBus(host));

  const send = async (topic: string, value: object, headers = {}): Promise<OutboundRecord> => {
    await transport.publish([{ topic, key: 'k', value: JSON.stringify(value), headers }]);
    const found = await transport.until(
      (record) =>
        [COMPLETED, LETTERS, 'onex.dlq.shop.events.v1'].includes(record.topic) ? record : undefined,
      5000,
    );
    return found ?? expect.fail('no answer');
  };
  const envelopeIn = ({ value }: OutboundRecord): Envelope => parseEnvelope(Buffer.from(String(value)));

  it('takes flat JSON on a command topic as the payload, with its correlation id', async () => {
    await start();
    const flat = { to: 'Ada', correlation_id: PARENT };
    const answer = await send(COMMAND, flat);
    expect(answer.topic).to.equal(COMPLETED);
    expect(envelopeIn(answer)).to.deep.include({ payload: { got: flat }, correlation_id: PARENT });
  });

  it('answers the same record the same way, however often it is delivered', async () => {
    const { now } = Date;
    // The same record has the same place in its log, and the same time.
    Date.now = () => 1_700_000_000_000;
    try {
      await start();
      const first = envelopeIn(await send(COMMAND, { to: 'Ada' }));
      await closeEventBus(host);
      await start();
      const second = envelopeIn(await send(COMMAND, { to: 'Ada' }));
      expect(second.envelope_id).to.equal(first.envelope_id);
    } finally {
      Date.now = now;
    }
  });

  it('dead-letters flat JSON on an event topic, and an envelope without a payload', async () => {
    await start();
    expect((await send(EVENT, { to: 'Ada' })).topic).to.equal(LETTERS);
    await closeEventBus(host);
    await start();
    expect((await send(COMMAND, { to: 'Ada', envelope_id: PARENT })).topic).to.equal(LETTERS);
  });

  const modern = {
    ...createEnvelope({ to: 'Ada' }),
    parent_envelope_id: PARENT,
    tenant_id: 'acme',
    producer: 'node_other',
    envelope_version: { major: 2, minor: 3, patch: 0 },
  };

  it('passes the tenant and the parent on in headers and tags, and writes no field of envelope 2.3', async () => {
    await start();
    const { value, headers } = await send(COMMAND, modern);
    const json = JSON.parse(String(value)) as Envelope;
    expect(json).to.not.have.any.keys('parent_envelope_id', 'tenant_id', 'producer');
    expect(json.envelope_version.minor).to.equal(1);
    expect(json.metadata.tags).to.include({ tenant_id: 'acme', causation_id: modern.envelope_id });
    expect(headers).to.include({ tenant_id: 'acme', parent_message_id: modern.envelope_id });
  });

  it('writes the fields of envelope 2.3 with ONEX_ENVELOPE_VERSION=2.3', async () => {
    await start({ ONEX_ENVELOPE_VERSION: '2.3' });
    const json = JSON.parse(String((await send(COMMAND, modern)).value)) as Envelope;
    expect(json).to.include({
      parent_envelope_id: modern.envelope_id,
      tenant_id: 'acme',
      producer: 'node_shop_parcel_effect',
    });
    expect(json.envelope_version).to.include({ major: 2, minor: 3 });
  });

  it('takes a tenant from a tag or a header, and a parent from a header, where there are no fields', async () => {
    await start();
    const tagged = createEnvelope({ to: 'Ada' }, { tags: { tenant_id: 'acme' } });
    expect((await send(COMMAND, tagged)).headers).to.include({ tenant_id: 'acme' });
    await closeEventBus(host);
    await start();
    const bare = createEnvelope({ to: 'Ada' });
    expect((await send(COMMAND, bare, { tenant_id: 'beta' })).headers).to.include({ tenant_id: 'beta' });
  });

  it('writes the operation into the payload too with ONEX_OPERATION_IN_PAYLOAD=true', async () => {
    await start({ ONEX_OPERATION_IN_PAYLOAD: 'true' });
    const { payload, metadata } = envelopeIn(await send(COMMAND, modern));
    expect(payload).to.deep.equal({ got: { to: 'Ada' }, operation: 'send' });
    expect(metadata.tags).to.include({ operation: 'send' });
  });
});
