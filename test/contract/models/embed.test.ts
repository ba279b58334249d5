import { expect } from 'chai';
import { readContract, type Contract } from 'onex-runtime/contract';
import { embedModels, modelIndex, type Embedded } from '../../../lib/contract/models/index.ts';

/** As pydantic writes it: a nested model, an enum, null, a clash of names, and a model of its own. */
const DOCUMENT = {
  $defs: {
    Currency: { enum: ['EUR', 'USD'], title: 'Currency', type: 'string' },
    Line: { type: 'object', title: 'Line', properties: { sku: { type: 'string' } }, required: ['sku'] },
    Node: {
      type: 'object',
      properties: { next: { anyOf: [{ $ref: '#/$defs/Node' }, { type: 'null' }], default: null } },
      'x-python': 'shop.models.tree.Node',
    },
    Order: {
      type: 'object',
      additionalProperties: false,
      properties: {
        id: { type: 'string', format: 'uuid' },
        currency: { $ref: '#/$defs/Currency' },
        lines: { type: 'array', items: { $ref: '#/$defs/Line' } },
        note: { anyOf: [{ type: 'string' }, { type: 'null' }], default: null },
      },
      required: ['id', 'currency', 'lines'],
      'x-python': 'shop.models.order.Order',
    },
    shop__a__Receipt: {
      type: 'object',
      properties: { a: { type: 'integer' } },
      required: ['a'],
      'x-python': 'shop.a.Receipt',
    },
    shop__b__Receipt: {
      type: 'object',
      properties: { b: { type: 'integer' } },
      required: ['b'],
      'x-python': 'shop.b.Receipt',
    },
  },
};
const index = modelIndex([DOCUMENT]);
const HEAD = 'name: node_shop_order_effect\nnode_type: EFFECT_GENERIC\n';
const OPTIONS = { file: 'contract.yaml', origin: 'foreign' } as const;
const embed = (body: string): Embedded => embedModels(HEAD + body, index, OPTIONS);
const contractOf = (text: string): Contract => readContract(text, OPTIONS).contract as Contract;
const namesOf = (fields: readonly { readonly name: string }[] | null | undefined): string[] | undefined =>
  fields?.map(({ name }) => name);

describe('models of a contract from JSON Schema', () => {
  it('give an operation its fields, with all that they refer to and nothing else', () => {
    const { text, added } = embed(
      'io_operations: [{operation: take, input_model: shop.models.order.Order}]\n',
    );
    expect(added).to.deep.equal(['Currency', 'Line', 'Order']);
    const [operation] = contractOf(text).operations;
    expect(namesOf(operation?.input)).to.deep.equal(['id', 'currency', 'lines', 'note']);
    expect(operation?.input?.[1]?.type).to.deep.equal({ kind: 'literal', values: ['EUR', 'USD'] });
    expect(operation?.input?.[3]?.required).to.equal(false);
    expect(text).not.to.contain('x-python');
  });

  it('are found for event models, handlers, and types of fields', () => {
    for (const body of [
      'handler_routing: {handlers: [{handler: HandlerTake, operation: take, event_model: {name: Order, module: a}}]}\n',
      'handler: {class: HandlerTake, module: shop, input_model: shop.models.order.Order}\n',
      'io_operations: [{operation: take, input_fields: ["order: list[Order]"]}]\n',
    ])
      expect(embed(body).added, body).to.include('Order');
  });

  it('are told apart by the module that the contract names', () => {
    const { text } = embed('input_model: {name: Receipt, module: shop.b}\n');
    expect(namesOf(contractOf(text).operations[0]?.input)).to.deep.equal(['b']);
  });

  it('are left out and reported where several modules have the name and the contract names none', () => {
    const { text, ambiguous } = embed('input_model: Receipt\n');
    expect(ambiguous).to.deep.equal([{ name: 'Receipt', modules: ['shop.a', 'shop.b'] }]);
    expect(text).to.equal(`${HEAD}input_model: Receipt\n`);
  });

  it('may refer to themselves', () => {
    const { text } = embed('input_model: shop.models.tree.Node\n');
    expect(contractOf(text).definitions['Node']?.[0]?.name).to.equal('next');
  });

  it('never replace a definition of the contract', () => {
    const { added, text } = embed('definitions: {Order: {own: str}}\ninput_model: Order\n');
    expect(added).to.deep.equal([]);
    expect(namesOf(contractOf(text).operations[0]?.input)).to.deep.equal(['own']);
  });

  for (const [form, annotations] of [
    ['without annotations', ''],
    ['with annotations', '# ours\nannotations: # here\n  domain: shop\n'],
    ['with other definitions', 'annotations:\n    definitions:\n        Own: {a: int}\n    domain: shop\n'],
    ['with annotations in one line', 'annotations: {domain: shop}\n'],
    ['with empty annotations', 'annotations:\n'],
    ['without a line break at the end', 'annotations:\n  domain: shop'],
  ] as const)
    it(`keep the rest of the text and its comments: ${form}`, () => {
      const { text } = embed(`# kept\ninput_model: Order # by name\n${annotations}`);
      expect(text).to.contain('# kept\n').and.contain('# by name');
      const contract = contractOf(text);
      expect(Object.keys(contract.definitions)).to.include.members(['Order', 'Line']);
      if (annotations.includes('domain')) expect(contract.annotations['domain']).to.equal('shop');
      if (annotations.includes('Own')) expect(Object.keys(contract.definitions)).to.include('Own');
    });

  it('that are hostile stay text', () => {
    const hostile = modelIndex([
      {
        $defs: {
          Order: {
            type: 'object',
            properties: { '`${x}` # <%': { type: 'string', description: 'a\n---\nb: "' } },
          },
        },
      },
    ]);
    const { text } = embedModels(`${HEAD}input_model: Order\n`, hostile, OPTIONS);
    expect(namesOf(contractOf(text).definitions['Order'])).to.deep.equal(['`${x}` # <%']);
  });
});
