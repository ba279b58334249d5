import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../../support/built.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { onex } from '../../support/process.ts';

const CONTRACT = `# ours
name: node_shop_order_effect
node_type: effect
io_operations: [{operation: take, input_model: shop.models.Order, output_model: shop.models.Receipt}]
`;
const MODELS = {
  $defs: {
    Order: {
      type: 'object',
      properties: {
        id: { type: 'string', format: 'uuid' },
        lines: { type: 'array', items: { $ref: '#/$defs/Line' } },
      },
      required: ['id', 'lines'],
      'x-python': 'shop.models.Order',
    },
    Line: { type: 'object', properties: { sku: { type: 'string' } }, required: ['sku'] },
    Receipt: { type: 'object', properties: { number: { type: 'integer' } }, required: ['number'] },
  },
};
const VERSION = 'nodes/node_shop_order_effect/v1_0_0';

describe('a node from a contract file with --models', function () {
  this.timeout(120_000);
  let root = '';
  before(built);
  beforeEach(async () => {
    root = await folder();
    writeFileSync(join(root, 'given.yaml'), CONTRACT);
    writeFileSync(join(root, 'models.json'), JSON.stringify(MODELS));
  });
  afterEach(removeFolders);
  const run = (...args: readonly string[]) => onex(args, { cwd: root });
  const make = ['node', '--contract', 'given.yaml', '--yes', '--json', '--no-install'];

  it('has typed models, and a contract that needs no other file', async () => {
    const { code, stdout } = await run(...make, '--models', 'models.json');
    expect([code, (JSON.parse(stdout) as { error: unknown }).error]).to.deep.equal([0, null]);
    const contract = readFileSync(join(root, VERSION, 'contract.yaml'), 'utf8');
    expect(contract.startsWith(CONTRACT)).to.equal(true);
    expect(contract).to.contain('annotations:\n  definitions:\n    Line:');
    const models = readFileSync(join(root, VERSION, 'models/model_order_take.ts'), 'utf8');
    expect(models)
      .to.match(/id: z\.guid/)
      .and.match(/lines: z\s*\.array/);
    const again = await run('upgrade', '--yes', '--json', '--no-install');
    expect((JSON.parse(again.stdout) as { status: string }).status).to.equal('unchanged');
  });

  it('takes a folder of documents', async () => {
    const { code, stdout } = await run(...make, '--models', '.');
    expect([code, (JSON.parse(stdout) as { error: unknown }).error]).to.deep.equal([0, null]);
    expect(readFileSync(join(root, VERSION, 'contract.yaml'), 'utf8')).to.contain('    Receipt:');
  });

  it('writes nothing where the models cannot be read', async () => {
    writeFileSync(join(root, 'broken.json'), '{');
    writeFileSync(join(root, 'other.json'), '{"a": 1}');
    for (const [args, line] of [
      [[...make, '--models', 'nowhere.json'], 'nowhere.json does not exist'],
      [[...make, '--models', 'broken.json'], 'broken.json is not JSON'],
      [[...make, '--models', 'other.json'], 'other.json has no $defs'],
      [['effect', 'x', '--yes', '--json', '--models', 'models.json'], 'give that too'],
    ] as const) {
      const { code, stdout } = await run(...args);
      expect(code, line).to.equal(1);
      expect((JSON.parse(stdout) as { error: string }).error).to.contain(line);
      expect(existsSync(join(root, 'nodes'))).to.equal(false);
    }
  });
});
