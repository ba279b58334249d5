import { expect } from 'chai';
import { parseYaml, readContract } from 'onex-runtime/contract';
import { readAsyncapi, type AsyncapiReading } from '../../../lib/contract/import/index.ts';

const FOREIGN = `asyncapi: 3.0.0
info:
  title: Order desk
  version: 2.4.0
  description: Takes orders
  license: {name: MIT}
servers:
  main: {host: broker.example.com, protocol: kafka}
channels:
  orders:
    address: onex.cmd.sales.order-requested.v1
    messages:
      placeOrder:
        payload: {$ref: '#/components/schemas/PlaceOrder'}
  ordersDone:
    address: onex.evt.sales.order-completed.v1
    messages:
      orderPlaced:
        payload:
          type: object
          required: [order_id]
          properties:
            order_id: {type: string, format: uuid}
            total: {type: string, format: color}
  ordersFailed:
    address: onex.evt.sales.order-failed.v1
    messages:
      failed: {payload: {type: object}}
  parcels:
    address: onex.cmd.shipping.parcel-requested.v1
    messages:
      ship: {payload: {type: string}}
  news:
    address: shop/news
    messages:
      news: {payload: {type: object}}
operations:
  placeOrder:
    action: receive
    summary: Place an order
    channel: {$ref: '#/channels/orders'}
  orderPlaced:
    action: send
    channel: {$ref: '#/channels/ordersDone'}
  orderFailed:
    action: send
    channel: {$ref: '#/channels/ordersFailed'}
  shipParcel:
    action: receive
    channel: {$ref: '#/channels/parcels'}
  readNews:
    action: receive
    channel: {$ref: '#/channels/news'}
components:
  schemas:
    PlaceOrder:
      type: object
      required: [customer, lines]
      properties:
        customer: {type: string, maxLength: 50}
        lines:
          type: array
          minItems: 1
          items: {$ref: '#/components/schemas/Line'}
        parent: {$ref: '#/components/schemas/PlaceOrder'}
        address: {$ref: 'address.yaml#/Address'}
    Line:
      type: object
      required: [sku]
      properties:
        sku: {type: string}
        count: {type: integer, maximum: 99}
        color: {enum: [red, green], description: Of the paint}
`;

const read = (text: string, name?: string): AsyncapiReading =>
  readAsyncapi(parseYaml(text), { name, kind: null });

describe('an AsyncAPI document of an application on ONEX topics', () => {
  it('becomes a node for each producer of the commands that the application takes', () => {
    const { contracts } = read(FOREIGN);
    expect(contracts.map(({ name }) => name)).to.deep.equal([
      'node_sales_order_effect',
      'node_shipping_parcel_effect',
    ]);
    const [order] = contracts.map(({ text }) => readContract(text, { file: 'x' }).contract);
    expect(order?.nodeVersion).to.deep.equal({ major: 2, minor: 4, patch: 0 });
    expect(order?.topics.subscribe.map(({ topic }) => topic)).to.deep.equal([
      'onex.cmd.sales.order-requested.v1',
    ]);
    const [operation] = order!.operations;
    expect(operation).to.deep.include({
      name: 'place_order',
      description: 'Place an order',
      completedTopic: 'onex.evt.sales.order-completed.v1',
      failedTopic: 'onex.evt.sales.order-failed.v1',
    });
    expect(operation?.input?.map(({ name, required }) => [name, required])).to.deep.equal([
      ['customer', true],
      ['lines', true],
      ['parent', false],
      ['address', false],
    ]);
    expect(operation?.input?.[1]?.type).to.deep.include({
      kind: 'array',
      item: { kind: 'named', name: 'Line' },
    });
    expect(operation?.input?.[2]?.type).to.deep.equal({ kind: 'named', name: 'PlaceOrder' });
    expect(order?.definitions['Line']?.[2]).to.deep.include({
      description: 'Of the paint',
      type: { kind: 'literal', values: ['red', 'green'] },
    });
    expect(operation?.output?.map(({ name }) => name)).to.deep.equal(['order_id', 'total']);
  });

  it('reports all that is dropped or widened, at its place', () => {
    const lines = FOREIGN.split('\n');
    const found = read(FOREIGN).issues.map(
      ({ message, position }) => `${lines[position.line - 1]!.trim()} | ${message}`,
    );
    for (const expected of [
      /^license: .* \| info\.license is dropped/,
      /^servers: \| servers is dropped: a node takes its servers from the environment/,
      /^news: \| the channel is dropped: its address must be an ONEX topic .* found "shop\/news"/,
      /^address: .*address\.yaml.* \| reference "address\.yaml#\/Address" is dropped/,
      /^ship: .* \| the input of operation "ship_parcel" is widened to any object/,
      /^total: .*color.* \| .*format/,
    ])
      expect(
        found.some((line) => expected.test(line)),
        `${expected} in\n${found.join('\n')}`,
      ).to.equal(true);
  });

  it('takes the name that is given, and one node where the application takes no commands', () => {
    const text = FOREIGN.replaceAll('action: receive', 'action: send').replace(
      '/channels/news',
      '/channels/parcels',
    );
    const { contracts } = read(text, 'desk');
    expect(contracts.map(({ name }) => name)).to.deep.equal(['node_sales_desk_effect']);
  });

  for (const { title, text, says } of [
    {
      title: 'AsyncAPI 2',
      text: 'asyncapi: 2.6.0\nchannels: {}\n',
      says: /^1:1: AsyncAPI "2\.6\.0" is not read; convert/,
    },
    {
      title: 'no operations',
      text: 'asyncapi: 3.0.0\ninfo: {title: x, version: 1.0.0}\n',
      says: /the document has no operations/,
    },
  ]) {
    it(`refuses a document of ${title}`, () => {
      const { contracts, issues } = read(text);
      const errors = issues.filter(({ severity }) => severity === 'error');
      expect(
        errors.map(({ message, position }) => `${position.line}:${position.column}: ${message}`).join(),
      ).to.match(says);
      expect(
        contracts.filter(({ text: made }) => readContract(made, { file: 'x' }).contract !== null),
      ).to.deep.equal([]);
    });
  }

  it('survives references in circles, hostile names, and parts of other types', () => {
    for (const payload of [
      "{$ref: '#/channels/a/messages/m/payload'}",
      "{$ref: '#/components/schemas/A'}",
      '{type: object, properties: {__proto__: {type: string}, "x\\u202e`${y}": {type: integer}}}',
      '{allOf: [{allOf: [{allOf: 3}]}]}',
      '[1, 2]',
      'null',
    ]) {
      const text = `asyncapi: 3.0.0
info: {title: "../../x", version: "1.0.0"}
channels:
  a: {address: onex.cmd.sales.order-requested.v1, messages: {m: {payload: ${payload}}}}
operations:
  "constructor": {action: receive, channel: {$ref: '#/channels/a'}}
components: {schemas: {A: {$ref: '#/components/schemas/A'}}}
`;
      const { contracts } = read(text);
      expect(contracts[0]?.name).to.equal('node_sales_order_effect');
    }
  });
});
