import { expect } from 'chai';
import type { Field } from 'onex-runtime/contract';
import { contractOf, issuesOf, withHead } from '../read.ts';

const shown = (fields: readonly Field[] | null | undefined): string | undefined =>
  fields?.map(({ name, type, required }) => `${name}:${type.kind}${required ? '' : '?'}`).join(' ');
const DEFINED = 'definitions: {Order: {id: UUID, total: int}, Receipt: {number: str}}';
const ops = (body: string): Record<string, readonly [string | undefined, string | undefined]> =>
  Object.fromEntries(
    contractOf(body).operations.map(({ name, input, output }) => [name, [shown(input), shown(output)]]),
  );
const ORDER = 'id:uuid total:integer';

describe('the model of an operation', () => {
  for (const keys of [
    'input_model: Order, output_model: a.b.Receipt',
    'input_type: Order, output_type: Receipt',
  ])
    it(`is found among the definitions: ${keys}`, () => {
      const body = `${DEFINED}\nio_operations: [{operation: pay, ${keys}}]`;
      expect(ops(body)['pay']).to.deep.equal([ORDER, 'number:string']);
    });

  it('may be given inline as a schema', () => {
    const body =
      'io_operations: [{operation: pay, input_schema: {type: object, properties: {id: {type: integer}}, required: [id]}}]';
    expect(ops(body)['pay']).to.deep.equal(['id:integer', undefined]);
  });

  it('comes from definitions.models too', () => {
    const body =
      'definitions: {models: {Order: {id: UUID}}}\nio_operations: [{operation: pay, input_model: Order}]';
    expect(ops(body)['pay']?.[0]).to.equal('id:uuid');
    expect(Object.keys(contractOf(body).definitions)).to.deep.equal(['Order']);
  });

  it('is the one of its route, of the only handler, or of the node, in this order', () => {
    const node = `${DEFINED}\ninput_model: {name: Receipt, module: a.b}`;
    const handler =
      'handler: {class: HandlerPay, module: a.b, input_model: a.Order, output_model: a.Receipt}';
    expect(Object.values(ops(`${DEFINED}\n${handler}`))[0]).to.deep.equal([ORDER, 'number:string']);
    expect(Object.values(ops(`${node}\nio_operations: [{operation: pay}]`))[0]?.[0]).to.equal(
      'number:string',
    );
    const route =
      'handler_routing: {handlers: [{handler: HandlerPay, operation: pay, event_model: {name: Order, module: a}, output_model: Receipt}]}';
    expect(ops(`${node}\n${route}`)['pay']).to.deep.equal([ORDER, 'number:string']);
  });

  it('counts more than names of fields without types, and less than fields with types', () => {
    const bare = 'io_operations: [{operation: pay, input_fields: [id, total], input_model: Order}]';
    expect(ops(`${DEFINED}\n${bare}`)['pay']?.[0]).to.equal(ORDER);
    const typed = 'io_operations: [{operation: pay, input_fields: [{id: str}], input_model: Order}]';
    expect(ops(`${DEFINED}\n${typed}`)['pay']?.[0]).to.equal('id:string');
  });

  it('may be a union, whose fields are required where every member requires them', () => {
    for (const union of [
      '"a.Order | a.Change"',
      '{name: Any, module: a, variants: [{name: Order}, {name: Change}]}',
    ]) {
      const body = `definitions: {Order: {id: UUID, total: int}, Change: {id: UUID, by: str}}\ninput_model: ${union}`;
      expect(Object.values(ops(body))[0]?.[0]).to.equal('id:uuid total:integer? by:string?');
    }
  });
});

describe('fields at the top of a contract', () => {
  for (const [form, expected] of [
    ['input: {id: UUID}', 'id:uuid'],
    ['input_state: {object_type: object, required: [id], optional: [note]}', 'id:any note:any?'],
    ['input_state: {required: [id], properties: {id: {property_type: integer}}}', 'id:integer'],
    ['input_model: {name: Order, fields: [{id: int}]}', 'id:integer'],
  ] as const)
    it(`are those of each operation that has none: ${form}`, () => {
      const body = `${form}\nio_operations: [{operation: one}, {operation: two, input_fields: [{own: str}]}]`;
      expect(ops(body)['one']?.[0]).to.equal(expected);
      expect(ops(body)['two']?.[0]).to.equal('own:string');
    });
});

describe('operations', () => {
  it('are read from a mapping by name', () => {
    const body = 'operations: {store: {input: {a: str}, output: {b: int}}, drop: removes it, peek: }';
    expect(ops(body)).to.have.all.keys('store', 'drop', 'peek');
    expect(ops(body)['store']).to.deep.equal(['a:string', 'b:integer']);
  });

  it('may be called operation_id', () => {
    expect(ops('io_operations: [{operation_id: pay}]')).to.have.all.keys('pay');
  });

  it('have policies of their own', () => {
    const body = [
      'error_handling: {retry_policy: {max_retries: 1}, circuit_breaker: {failure_threshold: 9}}',
      'io_operations:',
      '  - {operation: pay, retry_policy: {max_retries: 7}, circuit_breaker: {enabled: false}, timeout_ms: 0}',
      '  - {operation: read}',
    ].join('\n');
    const [pay, read] = contractOf(body).operations;
    expect(pay?.retry?.maxRetries).to.equal(7);
    expect(pay?.circuitBreaker).to.equal(null);
    expect(read?.retry).to.equal(undefined);
    expect(issuesOf(withHead(body), 'warning').join('\n')).not.to.contain('retry_policy');
  });
});

describe('policies of a descriptor', () => {
  it('are those of the node', () => {
    const body =
      'descriptor: {retry_policy: {max_retries: 6}, circuit_breaker: {reset_timeout_seconds: 1.5}, concurrency_policy: serialized}';
    const { retry, circuitBreaker, serialized } = contractOf(body);
    expect([retry.maxRetries, circuitBreaker?.timeoutMs, serialized]).to.deep.equal([6, 1500, true]);
  });

  it('say the kind of a node that has no node_type', () => {
    const text = 'name: node_shop_order\ndescriptor: {handler_kind: compute}\nnode_version: "1.0.0"';
    expect(issuesOf(text)).to.deep.equal([]);
    expect(issuesOf('name: node_shop_order_reducer\n').join()).to.equal('');
    expect(issuesOf('name: node_shop_order\n').join()).to.contain('node_type is missing');
  });
});
