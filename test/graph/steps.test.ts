import { expect } from 'chai';
import { checkLinks, readContract, type GraphFinding, type MeshNode } from 'onex-runtime/contract';

const PAY_FILE = 'nodes/node_shop_pay_effect/v1_0_0/contract.yaml';

function node(name: string, body: string, extra: Partial<MeshNode> = {}): MeshNode {
  const kind = name.split('_').at(-1)?.toUpperCase() ?? '';
  const text = `name: ${name}\nnode_type: ${kind}_GENERIC\n${body}\n`;
  const { contract, issues } = readContract(text, { file: 'contract.yaml' });
  if (contract === null) throw new Error(JSON.stringify(issues));
  return { contract, file: `nodes/${name}/v1_0_0/contract.yaml`, own: true, folder: name, text, ...extra };
}

const pay = (operations = 'create: {amount: int}', extra: Partial<MeshNode> = {}): MeshNode => {
  const entries = operations
    .split('; ')
    .map((one) => /^(\w+): (.*)$/.exec(one)!.slice(1))
    .map(([name, input]) => `  - {operation: ${name}, input_fields: ${input}, output_fields: {paid: int}}`);
  return node(
    'node_shop_pay_effect',
    [
      'event_bus:',
      '  subscribe_topics: [onex.cmd.shop.pay-requested.v1]',
      '  publish_topics: [onex.evt.shop.pay-completed.v1, onex.evt.shop.pay-failed.v1]',
      'io_operations:',
      ...entries,
    ].join('\n'),
    extra,
  );
};

const HANDLER = `export const handlerPay = step<ModelSaleInput, StepsSale, 'pay'>({
  command: ({ start }) => ({ amount: start.input.amount }),
  completed: (_context, reply) => reply,
});
`;
const STEPS = "import type * as models from '../../node_shop_pay_effect/v1_0_0/models/index.ts';\n";

const sale = (
  {
    keys = 'node: node_shop_pay_effect, operation: create',
    input = '{amount: int}',
    command = 'onex.cmd.shop.pay-requested.v1',
  } = {},
  files: Readonly<Record<string, string>> = { 'handlers/handler_pay.ts': HANDLER, 'steps.ts': STEPS },
): MeshNode =>
  node(
    'node_shop_sale_orchestrator',
    [
      'event_bus: {subscribe_topics: [onex.cmd.shop.sale-requested.v1]}',
      'workflow_coordination: {workflow_definition: {execution_graph: {nodes: [{node_id: pay, node_type: effect}]}}}',
      'annotations:',
      `  operations: [{operation: run, input_fields: ${input}}]`,
      '  workflow:',
      '    steps:',
      '      pay:',
      ...keys.split(', ').map((one) => `        ${one}`),
      `        command_topic: ${command}`,
      '        completed_topic: onex.evt.shop.pay-completed.v1',
      '        failed_topic: onex.evt.shop.pay-failed.v1',
    ].join('\n'),
    {
      code: {
        read: (path) => files[path] ?? null,
        list: (folder) => Object.keys(files).filter((path) => path.startsWith(`${folder}/`)),
        exists: (path) => path === '../../node_shop_pay_effect/v1_0_0',
      },
    },
  );

/** `error no-node 10:9`, and nothing else of a finding. */
const told = (found: readonly GraphFinding[]): string[] =>
  found.map(({ severity, rule, line, column }) => `${severity} ${rule} ${line}:${column}`);

describe('the links between the nodes of a project', () => {
  it('are sound where each step has its node, operation, topic, version, and fields', () => {
    expect(checkLinks([sale(), pay()])).to.deep.equal([]);
  });

  it('name the step, node, operation, and place of a step whose node is gone, and none of the consequences', () => {
    const [found, ...others] = checkLinks([sale()]);
    expect(others).to.deep.equal([]);
    expect(found).to.include({
      rule: 'no-node',
      severity: 'error',
      step: 'pay',
      operation: 'create',
      file: 'nodes/node_shop_sale_orchestrator/v1_0_0/contract.yaml',
      line: 10,
      column: 9,
    });
    expect(found?.message).to.contain(
      'step "pay" of node_shop_sale_orchestrator asks node_shop_pay_effect to create',
    );
  });

  it('name another node that takes the commands of a step whose node is gone', () => {
    const renamed = node(
      'node_shop_charge_effect',
      'event_bus: {subscribe_topics: [onex.cmd.shop.pay-requested.v1], publish_topics: [onex.evt.shop.pay-completed.v1, onex.evt.shop.pay-failed.v1]}',
    );
    const found = checkLinks([sale(), renamed]);
    expect(told(found)).to.deep.equal(['warning no-node 10:9']);
    expect(found[0]?.message).to.contain('node_shop_charge_effect takes its commands');
  });

  it('name a missing operation, with the one that was probably meant', () => {
    const found = checkLinks([sale({ keys: 'node: node_shop_pay_effect, operation: craete' }), pay()]);
    expect(told(found)).to.deep.equal(['error no-operation 11:9']);
    expect(found[0]?.message).to.contain('to craete').and.contain('did you mean create?');
    const renamed = checkLinks([sale(), pay('charge: {amount: int}; refund: {id: str}')]);
    expect(renamed[0]?.message).to.contain('it has charge, refund');
  });

  it('are sound where a step asks for a former name that the operation still has', () => {
    const charge = pay('charge: {amount: int}, aliases: [create]; refund: {id: str}');
    expect(checkLinks([sale(), charge])).to.deep.equal([]);
  });

  it('name a missing operation that undoes a step', () => {
    const keys = 'node: node_shop_pay_effect, operation: create, compensation: refund';
    const found = checkLinks([sale({ keys }), pay()]);
    expect(told(found)).to.deep.equal(['error no-operation 12:9']);
    expect(found[0]).to.include({ operation: 'refund', step: 'pay' });
    expect(checkLinks([sale({ keys }), pay('create: {amount: int}; refund: {id: str}')])).to.deep.equal([]);
  });

  it('name the topic that the node of a step takes instead', () => {
    const found = checkLinks([sale({ command: 'onex.cmd.shop.pay-requested.v2' }), pay()]);
    expect(told(found)).to.deep.equal(['error unread 12:9']);
    expect(found[0]?.message).to.contain('it subscribes to onex.cmd.shop.pay-requested.v1');
  });

  it('name a version that is not the newest, and one that is gone', () => {
    const newest = { file: 'nodes/node_shop_pay_effect/v1_1_0/contract.yaml' };
    const found = checkLinks([sale(), pay(undefined, newest)]);
    expect(told(found)).to.deep.equal(['warning version 1:25']);
    expect(found[0]?.message)
      .to.contain('has the models of node_shop_pay_effect v1_0_0, whose newest version is v1_1_0')
      .and.contain('onex upgrade node_shop_sale_orchestrator');
    expect(found[0]?.file).to.equal('nodes/node_shop_sale_orchestrator/v1_0_0/steps.ts');
    const other = STEPS.replace('v1_0_0', 'v0_9_0');
    const gone = checkLinks([sale({}, { 'steps.ts': other }), pay(undefined, newest)]);
    expect(told(gone)).to.deep.equal(['error version 1:25']);
  });

  it('name a required field that nothing gives, or that the workflow has as another type', () => {
    const added = checkLinks([sale(), pay('create: {amount: int, currency: str}')]);
    expect(told(added)).to.deep.equal(['error field 11:9']);
    expect(added[0]?.message)
      .to.contain('requires the field "currency", for which no earlier step has a value')
      .and.contain('handlers/handler_pay.ts');
    const retyped = checkLinks([sale(), pay('create: {amount: "list[str]"}')]);
    expect(retyped[0]?.message).to.contain('"amount" as list[str], and the workflow has it as int');
    const optional =
      'create: {amount: int, note: {type: str, required: false}, unit: {type: str, default: EUR}}';
    expect(checkLinks([sale(), pay(optional)])).to.deep.equal([]);
  });

  it('leave a field to the compiler that the owner’s code gives, and warn of a placeholder', () => {
    const operations = 'create: {amount: int, currency: str}';
    for (const command of [
      "({ start }) => ({ amount: start.input.amount, currency: 'EUR' })",
      '({ start }) => ({ amount: start.input.amount, currency: start.input.money.unit })',
      '({ start }) => ({ amount: start.input.amount, ...defaults })',
      '(context) => commandOf(context)',
    ]) {
      const text = HANDLER.replace(/command: .*,\n/, `command: ${command},\n`);
      const nodes = [sale({}, { 'handlers/handler_pay.ts': text }), pay(operations)];
      expect(checkLinks(nodes), command).to.deep.equal([]);
    }
    for (const command of [
      "({ start }) => ({ amount: start.input.amount, currency: missingValue(import.meta.url, 'currency') })",
      "({ start }) => ({ amount: start.input.amount, currency: start.input.currency ?? missingValue(import.meta.url, 'currency') })",
    ]) {
      const text = HANDLER.replace(/command: .*,\n/, `command: ${command},\n`);
      const nodes = [sale({}, { 'handlers/handler_pay.ts': text }), pay(operations)];
      expect(told(checkLinks(nodes)), command).to.deep.equal(['warning field 11:9']);
    }
  });

  it('leave a field to the compiler that the owner’s code makes of a field of the same name', () => {
    const operations = 'create: {amount: "list[str]"}';
    const answers = (command: string): readonly GraphFinding[] => {
      const text = HANDLER.replace(/command: .*,\n/, `command: ${command},\n`);
      return checkLinks([sale({}, { 'handlers/handler_pay.ts': text }), pay(operations)]);
    };
    for (const command of [
      '({ start: { input } }) => ({ amount: input.amount.map(({ sku }) => sku) })',
      '({ start }) => ({ amount: start.input.amount\n    .toSorted() })',
      '({ start }) => ({ amount: start.input.amount as string[] })',
      "({ start }) => ({ amount: start.input.amount ?? ['none'] })",
      '({ start }) => ({ amount: start.input.amount[0] })',
    ])
      expect(answers(command), command).to.deep.equal([]);
    for (const command of [
      '({ start }) => ({ amount: start.input.amount })',
      '({ start }) => ({ amount: start.input.amount, })',
      '({ start, results }) => ({\n    amount: start.input.amount ?? results.quote.amount,\n  })',
    ])
      expect(told(answers(command)), command).to.deep.equal(['error field 11:9']);
  });

  it('name no type that the notation of contracts has no words for', () => {
    const lines =
      'create: {amount: {type: array, items: {type: object, required: [sku], properties: {sku: str}}}}';
    const [found] = checkLinks([sale({ input: '{amount: "list[int]"}' }), pay(lines)]);
    expect(found?.message).to.contain('"amount", which the workflow has with another type; give it');
  });

  it('name a topic that nobody publishes any more at the line of who reads it', () => {
    const reader = node(
      'node_shop_print_compute',
      'event_bus:\n  subscribe_topics:\n    - onex.evt.shop.pay-completed.v1\n  publish_topics: [onex.evt.shop.print-completed.v1]',
    );
    expect(checkLinks([reader, pay()])).to.deep.equal([]);
    expect(told(checkLinks([reader]))).to.deep.equal(['warning unpublished 5:7']);
  });

  it('name the operation and the field of a reader that the messages no longer fit', () => {
    const reader = node(
      'node_shop_print_compute',
      'event_bus: {subscribe_topics: [onex.evt.shop.pay-completed.v1], publish_topics: [onex.evt.shop.print-completed.v1]}\nio_operations:\n  - operation: print\n    input_fields:\n      - paid: str\n      - name: str',
    );
    const found = checkLinks([reader, pay()]);
    expect(told(found)).to.have.members(['error field 7:9', 'error field 8:9']);
    expect(found[0]).to.include({
      operation: 'print',
      file: 'nodes/node_shop_print_compute/v1_0_0/contract.yaml',
    });
  });

  it('name a copied folder as a second node of the same name, whichever is read first', () => {
    const copy = {
      ...pay(),
      folder: 'node_shop_copy_effect',
      file: 'nodes/node_shop_copy_effect/v1_0_0/contract.yaml',
    };
    for (const nodes of [
      [pay(), copy, sale()],
      [copy, sale(), pay()],
    ]) {
      const found = checkLinks(nodes);
      expect(told(found)).to.deep.equal(['error duplicate 1:1']);
      expect(found[0]?.file).to.equal(copy.file);
      expect(found[0]?.message).to.contain(PAY_FILE);
    }
  });

  it('say nothing of what a contract that cannot be read may publish or take, and name who depends on it', () => {
    const finding = { severity: 'error', file: PAY_FILE, line: 3, column: 7, message: 'is no YAML' } as const;
    for (const text of ['subscribe_topics: [onex.cmd.shop.pay-requested.v1', null]) {
      const found = checkLinks([sale()], [{ folder: 'node_shop_pay_effect', text, finding }]);
      expect(found.map(({ rule }) => rule)).to.deep.equal(['unreadable']);
      expect(found[0]).to.include({ file: PAY_FILE, line: 3, column: 7 });
      expect(found[0]?.message).to.contain('node_shop_sale_orchestrator depends on node_shop_pay_effect');
    }
  });
});
