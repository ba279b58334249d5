import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { OnexError } from '../../../src/errors/index.ts';
import {
  type InMemoryTransport,
  type Publication,
  closeEventBus,
  createEnvelope,
  createInMemoryTransport,
  openEventBus,
  parseEnvelope,
} from '../../../src/event-bus/index.ts';
import { PLAIN_IDENTITY, PlainHost } from '../fake-node.ts';
import { recordingLogger } from '../recording-logger.ts';

const TOPIC = 'onex.evt.billing.noted.v1';

/** Values that our own reader rejects or drops, by the field that a publisher gives them in. */
const REJECTED: Readonly<Record<string, readonly unknown[]>> = {
  correlationId: ['order-17', '', 17, {}],
  envelopeId: ['answer-17', '', 17, '0f0f0f0f-0000-4000-8000-00000000000g'],
  causationId: [17, {}],
  idempotencyKey: ['two words', '', 'ä', 'x'.repeat(256), 17],
  compensates: ['two words', 17],
  eventType: [17, {}],
  payloadType: [17, ['a']],
  topic: ['', 'two words', '..', 'x'.repeat(250), undefined, 17],
  key: [17, {}, Buffer.from('k')],
};

/** Arrays within each other. */
const nested = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
};

describe('the fields of a message that is published', () => {
  let host: PlainHost;
  let transport: InMemoryTransport;
  beforeEach(async () => {
    host = new PlainHost();
    transport = createInMemoryTransport();
    await openEventBus(host, PLAIN_IDENTITY, { transport, logger: recordingLogger() });
  });
  afterEach(() => closeEventBus(host));
  const publish = (fields: object): Promise<unknown> =>
    host
      .eventPublisher!.publish({ topic: TOPIC, payload: {}, ...fields } as Publication)
      .catch((error: unknown) => error);

  for (const [field, values] of Object.entries(REJECTED)) {
    it(`are rejected by name where a reader rejects or drops them: ${field}`, async () => {
      for (const value of values) {
        const error = await publish({ [field]: value });
        expect(error, String(value))
          .to.be.instanceOf(OnexError)
          .and.to.include({ code: 'INVALID_PARAMETER' });
        expect((error as OnexError).message).to.match(new RegExp(`^${field} of the message `));
        expect((error as OnexError).message).not.to.contain('17');
      }
      expect(transport.records(TOPIC)).to.deep.equal([]);
    });
  }

  it('are rejected where the payload is undefined, or nested deeper than a reader accepts', async () => {
    expect(String(await publish({ payload: undefined }))).to.match(/The payload .*\$ is undefined/);
    expect(await publish({ payload: nested(500) })).to.be.instanceOf(OnexError);
    expect(transport.records(TOPIC)).to.deep.equal([]);
    await publish({ payload: nested(499) });
    const [record] = transport.records(TOPIC);
    expect(parseEnvelope(record!.value).payload).to.deep.equal(nested(499));
  });

  it('are read as they were published, IDs in lower case', async () => {
    const correlationId = randomUUID().toUpperCase();
    const built = await publish({ correlationId, idempotencyKey: 'order/17', key: '' });
    const [record] = transport.records(TOPIC);
    expect(record?.key?.length).to.equal(0);
    expect(parseEnvelope(record!.value)).to.deep.equal(built);
    expect(built).to.include({ correlation_id: correlationId.toLowerCase() });
  });

  it('of an envelope that is built alone are checked, too', () => {
    for (const [field, value] of [
      ['priority', 11],
      ['priority', 1.5],
      ['timeoutSeconds', 0],
      ['traceId', 5],
      ['headers', { a: 5 }],
      ['tags', { a: null }],
    ] as const) {
      expect(() => createEnvelope({}, { [field]: value }), field).to.throw(
        OnexError,
        new RegExp(`^${field}`),
      );
    }
    expect(() => createEnvelope(undefined)).to.throw(OnexError, /^payload of the message is undefined/);
  });
});
