import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readContract } from 'onex-runtime/contract';
import { referencedDocuments, embedModels, modelIndex } from '../../../lib/contract/models/index.ts';
import { folder, removeFolders } from '../../support/folders.ts';

const HEAD = 'name: node_shop_order_effect\nnode_type: EFFECT_GENERIC\n';
const field = (reference: string): string => `${HEAD}inputs: {order: {$ref: "${reference}"}}\n`;
const OPTIONS = { file: 'contract.yaml', origin: 'foreign' } as const;

describe('a $ref to a file beside a contract', () => {
  let root = '';
  beforeEach(async () => {
    root = await folder();
    mkdirSync(join(root, 'node/schemas'), { recursive: true });
    writeFileSync(
      join(root, 'node/schemas/order.yaml'),
      'definitions:\n  Order: {type: object, properties: {id: {type: integer}, line: {$ref: "#/definitions/Line"}}, required: [id]}\n  Line: {type: object, properties: {sku: {type: string}}}\n',
    );
    writeFileSync(
      join(root, 'node/Receipt.json'),
      '{"type": "object", "properties": {"number": {"type": "string"}}}',
    );
    writeFileSync(join(root, 'secret.yaml'), 'type: object\nproperties: {a: {type: string}}\n');
  });
  afterEach(removeFolders);
  const embedded = async (text: string): Promise<string> => {
    const documents = await referencedDocuments(text, join(root, 'node/contract.yaml'), 'contract.yaml');
    return embedModels(text, modelIndex(documents), OPTIONS).text;
  };
  const definitions = async (text: string): Promise<string[]> =>
    Object.keys(readContract(await embedded(text), OPTIONS).contract?.definitions ?? {});

  it('becomes a definition of the contract, with what it refers to', async () => {
    expect(await definitions(field('schemas/order.yaml#/definitions/Order'))).to.have.members([
      'Order',
      'Line',
    ]);
    expect(await definitions(field('./Receipt.json'))).to.deep.equal(['Receipt']);
  });

  it('may be written as the schema of a topic, where a file that is missing is reported by the reader', async () => {
    const topic = (schema: string): string =>
      `${HEAD}event_bus: {subscribe_topics: [{topic: onex.cmd.shop.order-start.v1, schema_ref: ${schema}}]}\n`;
    const { contract } = readContract(await embedded(topic('Receipt.json')), OPTIONS);
    expect(contract?.operations[0]?.input?.map(({ name }) => name)).to.deep.equal(['number']);
    const gone = topic('Gone.json');
    expect(await embedded(gone)).to.equal(gone);
    expect(
      readContract(gone, OPTIONS)
        .issues.map(({ message }) => message)
        .join(),
    ).to.contain('does not define "Gone"');
  });

  it('leaves a contract without such a reference as it is', async () => {
    const text = `${HEAD}definitions: {A: {a: int}}\ninputs: {a: {$ref: "#/definitions/A"}}\n`;
    expect(await embedded(text)).to.equal(text);
  });

  it('never leads out of the folder of the contract', async () => {
    symlinkSync(join(root, 'secret.yaml'), join(root, 'node/link.yaml'));
    for (const reference of [
      '../secret.yaml',
      'schemas/../../secret.yaml',
      join(root, 'secret.yaml'),
      'link.yaml',
      'file:///x.yaml',
    ])
      expect(await embedded(field(reference)).then(String, String), reference).to.contain(
        'leads out of the folder',
      );
  });

  it('is an error in one line where the file or the schema is missing', async () => {
    for (const [reference, why] of [
      ['nowhere.yaml', 'does not exist'],
      ['schemas/order.yaml#/definitions/Other', 'has no schema at'],
    ] as const)
      expect(await embedded(field(reference)).then(String, String))
        .to.contain(`contract.yaml: $ref`)
        .and.contain(why);
  });
});

describe('a profile', () => {
  it('gives the kind of a contract without node_type, and is reported', () => {
    const { contract, issues } = readContract('name: node_shop_order\nextends: effect_idempotent\n', OPTIONS);
    expect(contract?.kind).to.equal('effect');
    expect(issues.map(({ message }) => message).join('\n')).to.contain('extends: only sets the kind');
  });
});
