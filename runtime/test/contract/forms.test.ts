import { expect } from 'chai';
import { contractOf, issuesOf, withHead } from './read.ts';

describe('the forms of a contract', () => {
  it('takes the node type in any spelling', () => {
    const kind = (type: string): string => contractOf(`name: node_a_b_x\nnode_type: ${type}`).kind;
    expect(['EFFECT_GENERIC', 'compute', 'REDUCER', 'Orchestrator'].map(kind)).to.deep.equal([
      'effect',
      'compute',
      'reducer',
      'orchestrator',
    ]);
  });

  it('takes the kind from the name where the node type is another', () => {
    const text = 'name: node_reviewer_effect\nnode_type: service';
    expect(contractOf(text).kind).to.equal('effect');
    expect(issuesOf(text, 'warning').join()).to.contain(
      '2:12 node_type: node type "service" is not one of the four kinds',
    );
    expect(issuesOf('name: daemon\nnode_type: service')[0]).to.match(
      /^2:12 node_type: expected EFFECT_GENERIC/,
    );
  });

  it('takes the operations of Python’s own executors, with the policies they name', () => {
    const effect = contractOf(
      withHead(
        [
          'effect_operations:',
          '  subcontract_name: users',
          '  default_retry_policy: {max_retries: 7, base_delay_ms: 20}',
          '  default_circuit_breaker: {failure_threshold: 9}',
          '  operations:',
          '    - {operation_name: create_user, idempotent: true, operation_timeout_ms: 1500}',
          '    - {operation_name: get_user, io_config: {url: "/${input.id}/${input.page}", ids: ["${input.id}"]}}',
        ].join('\n'),
      ),
    );
    expect(
      effect.operations.map(({ name, timeoutMs, idempotent }) => [name, timeoutMs, idempotent]),
    ).to.deep.equal([
      ['create_user', 1500, true],
      ['get_user', null, false],
    ]);
    expect(effect.operations.map(({ input }) => input?.map(({ name }) => name) ?? null)).to.deep.equal([
      null,
      ['id', 'page'],
    ]);
    expect(effect.retry).to.include({ maxRetries: 7, initialDelayMs: 20 });
    expect(effect.circuitBreaker).to.include({ failureThreshold: 9 });
    const compute = contractOf(
      'name: node_profile_compute\nnode_type: compute\ncompute: {operation_name: normalize, pipeline: []}',
    );
    expect(compute.operations.map(({ name }) => name)).to.deep.equal(['normalize']);
    expect(issuesOf(withHead('compute: {mode: fast}'), 'warning').join()).to.contain('not understood');
  });

  it('takes a workflow’s first command for a topic it listens to', () => {
    const { name, topics } = contractOf(
      'workflow_id: sweep\nnode_type: workflow\ninitial_command: onex.cmd.shop.sweep.v1\nterminal_event: onex.evt.shop.swept.v1',
    );
    expect(name).to.equal('sweep');
    expect(topics.subscribe.map(({ topic }) => topic)).to.include('onex.cmd.shop.sweep.v1');
  });

  it('takes versions as text and as mapping', () => {
    expect(
      contractOf('contract_version: "1.2.3"\nnode_version: {major: 2, minor: 0, patch: 1}'),
    ).to.deep.include({
      contractVersion: { major: 1, minor: 2, patch: 3 },
      nodeVersion: { major: 2, minor: 0, patch: 1 },
    });
    expect(issuesOf(withHead('node_version: newest'))[0]).to.match(
      /^3:15 node_version: expected a version such as "1\.0\.0"/,
    );
  });

  it('takes models as dotted text, as mapping, and makes names for those left out', () => {
    const contract = contractOf(
      'input_model: shop.models.ModelOrder\noutput_model: {name: ModelDone, module: shop.done}',
    );
    expect(contract.input).to.deep.equal({ name: 'ModelOrder', module: 'shop.models', description: null });
    expect(contract.output).to.deep.equal({ name: 'ModelDone', module: 'shop.done', description: null });
    expect(contractOf('tags: [a]').input.name).to.equal('ModelOrderInput');
  });

  it('finds domain and base name by annotation, by topic, by name', () => {
    const of = (body: string): readonly string[] => {
      const { domain, baseName } = contractOf(body);
      return [domain, baseName];
    };
    expect(of('annotations: {domain: shop}')).to.deep.equal(['shop', 'order']);
    expect(of('event_bus: {subscribe_topics: [onex.cmd.desk.order.v1]}')).to.deep.equal([
      'desk',
      'shop_order',
    ]);
    expect(of('tags: []')).to.deep.equal(['shop', 'order']);
  });

  it('takes fields as name: type, as a bare name, as a described mapping, and as one mapping', () => {
    const input = (fields: string): unknown =>
      contractOf(`io_operations: [{operation: a, input_fields: ${fields}}]`).operations[0]?.input;
    expect(input('["amount: Decimal"]')).to.deep.equal(input('[{amount: Decimal}]'));
    expect(input('[{amount: Decimal}, note]')).to.deep.equal([
      { name: 'amount', type: { kind: 'decimal' }, required: true, description: null },
      { name: 'note', type: { kind: 'any' }, required: false, description: null },
    ]);
    expect(input('[{name: size, type: int, default: 3, description: how many}]')).to.deep.equal([
      { name: 'size', type: { kind: 'integer' }, required: false, default: 3, description: 'how many' },
    ]);
    expect(input('{name: str, type: str | None}')).to.deep.equal([
      { name: 'name', type: { kind: 'string' }, required: true, description: null },
      {
        name: 'type',
        type: { kind: 'union', members: [{ kind: 'string' }, { kind: 'null' }] },
        required: false,
        description: null,
      },
    ]);
    expect(input('{status: {type: str, enum: [ok, bad]}}')).to.deep.equal([
      { name: 'status', type: { kind: 'literal', values: ['ok', 'bad'] }, required: true, description: null },
    ]);
  });

  it('takes a type it cannot read for any, with a warning at its place', () => {
    const text = withHead('io_operations:\n  - operation: a\n    input_fields:\n      - x: "list[str"\n');
    expect(contractOf(text).operations[0]?.input?.[0]?.type.kind).to.equal('any');
    expect(issuesOf(text, 'warning').join('\n')).to.contain(
      '6:12 io_operations[0].input_fields[0].x: type "list[str" cannot be read ("]" is missing at 9); read as any',
    );
  });

  it('reads definitions under annotations too, and each name once', () => {
    const body =
      'annotations: {definitions: {ModelA: {size: int}, EnumB: {type: string, enum: [x]}}}\n' +
      'definitions: {ModelC: {b: EnumB, a: ModelA}}\n';
    expect(contractOf(body).definitions).to.deep.equal({
      ModelA: [{ name: 'size', type: { kind: 'integer' }, required: true, description: null }],
      ModelC: [
        { name: 'b', type: { kind: 'literal', values: ['x'] }, required: true, description: null },
        { name: 'a', type: { kind: 'named', name: 'ModelA' }, required: true, description: null },
      ],
    });
    expect(issuesOf(withHead(body.replace('ModelC', 'ModelA')), 'warning').join()).to.contain(
      'definitions.ModelA: model "ModelA" is defined twice; remove one',
    );
  });

  it('reads definitions as fields and as JSON Schema', () => {
    const { definitions } = contractOf(
      'definitions:\n  ModelA: {size: int}\n  ModelB: {type: object, required: [id], properties: {id: {type: string, format: uuid}, tags: {type: array, items: {$ref: "#/definitions/ModelA"}}}}\n',
    );
    expect(definitions['ModelA']?.[0]).to.deep.include({ name: 'size', type: { kind: 'integer' } });
    expect(definitions['ModelB']).to.deep.equal([
      { name: 'id', type: { kind: 'uuid' }, required: true, description: null },
      {
        name: 'tags',
        type: { kind: 'array', item: { kind: 'named', name: 'ModelA' } },
        required: false,
        description: null,
      },
    ]);
  });

  it('reads policies, flags, capabilities and dependencies', () => {
    const contract = contractOf(`
error_handling:
  retry_policy: {max_retries: 0, initial_delay_ms: 10, max_delay_ms: 20, exponential_base: 3, retry_on: [X]}
  circuit_breaker: {enabled: true, failure_threshold: 4, reset_timeout_ms: 9}
capabilities: [{name: a.b, description: c}]
node_capabilities: {postgres: yes, custom: [1]}
feature_flags: [{name: fast, env_var: FAST, default: true}]
dependencies: [{name: db, type: handler, module: x.y}, clock]
performance: {single_operation_max_ms: 50}
health_check: {enabled: true, interval_seconds: 30, checks: [{name: db, critical: true}]}
metadata: {tags: [t]}
`);
    expect(contract.retry).to.deep.equal({
      maxRetries: 0,
      initialDelayMs: 10,
      maxDelayMs: 20,
      exponentialBase: 3,
      retryOn: ['X'],
    });
    expect(contract.circuitBreaker).to.deep.equal({ failureThreshold: 4, timeoutMs: 9 });
    expect(contract.declaredCapabilities).to.deep.equal({ postgres: true, custom: [1] });
    expect(contract.featureFlags).to.deep.equal([
      { name: 'fast', description: null, environmentVariable: 'FAST', default: true },
    ]);
    expect(contract.dependencies.map(({ name, type }) => [name, type])).to.deep.equal([
      ['db', 'handler'],
      ['clock', null],
    ]);
    expect(contract.healthCheck).to.deep.equal({
      enabled: true,
      intervalMs: 30_000,
      timeoutMs: null,
      checks: [{ name: 'db', critical: true }],
    });
    expect(contract).to.deep.include({
      timeoutMs: 50,
      tags: ['t'],
      capabilities: [{ name: 'a.b', description: 'c' }],
    });
  });

  it('makes times whole milliseconds that a timer takes', () => {
    const times = (operation: string): unknown =>
      contractOf(`io_operations: [{operation: a, ${operation}}]`).operations[0]?.timeoutMs;
    expect(times('timeout_ms: 1500.5')).to.equal(1501);
    expect([1.001, 2.01, 4.03, 16.1, 0].map((seconds) => times(`timeout_seconds: ${seconds}`))).to.deep.equal(
      [1001, 2010, 4030, 16_100, null],
    );
    const long = withHead(
      'io_operations: [{operation: a, timeout_ms: 3000000000}]\nperformance: {single_operation_max_ms: 1e12}\n' +
        'error_handling: {retry_policy: {max_delay_ms: 1e10}}\nannotations: {cache: {ttl_seconds: 3e6}}',
    );
    const { operations, timeoutMs, retry, cache } = contractOf(long);
    expect([operations[0]?.timeoutMs, timeoutMs, retry.maxDelayMs]).to.deep.equal(
      Array(3).fill(2_147_483_647),
    );
    expect(cache?.ttlMs).to.equal(3e9);
    expect(issuesOf(long, 'warning').filter((message) => message.includes('can wait'))).to.deep.equal([
      '3:44 io_operations[0].timeout_ms: is longer than a node can wait; 2147483647 ms are used',
      '4:40 performance.single_operation_max_ms: is longer than a node can wait; 2147483647 ms are used',
      '5:47 error_handling.retry_policy.max_delay_ms: is longer than a node can wait; 2147483647 ms are used',
    ]);
  });

  it('refuses names that every object of JavaScript has', () => {
    const text = withHead(
      'io_operations: [{operation: a, input_fields: [constructor: str | None, toString, {name: valueOf, type: int}]}]\n' +
        'definitions: {M: {type: object, properties: {__proto__: {type: integer}}}}\n' +
        'config: {constructor: 5}\nfeature_flags: {toString: true, Constructor: true}',
    );
    expect(issuesOf(text).map((line) => /"\w+" is a property/.exec(line)?.[0])).to.deep.equal(
      ['constructor', 'toString', 'valueOf', '__proto__', 'constructor', 'toString', 'constructor'].map(
        (name) => `"${name}" is a property`,
      ),
    );
    expect(issuesOf(text)[0]).to.equal(
      '3:47 io_operations[0].input_fields[0].constructor: "constructor" is a property of every JavaScript object; use another name',
    );
  });

  it('refuses topics that are dots alone', () => {
    expect(issuesOf(withHead('event_bus: {subscribe_topics: [".", "..", "a.b"]}'))).to.have.length(2);
  });

  it('gives one error for each fault, in the order of the file', () => {
    const text =
      'name: 5\nnode_type: effect\nio_operations:\n  - {description: x}\n  - operation: a\n    timeout_ms: soon\n';
    expect(issuesOf(text)).to.deep.equal([
      '1:7 name: expected text, found number 5; write it in quotes',
      '4:5 io_operations[0]: operation is missing; expected its name',
      '6:17 io_operations[1].timeout_ms: expected a number, found "soon"',
    ]);
  });
});
