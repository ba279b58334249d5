import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { readContract } from 'onex-runtime/contract';
import { parse } from 'yaml';
import { linkPackages } from '../../render/support.ts';
import { built, ROOT } from '../../support/built.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { onex, run } from '../../support/process.ts';

const DOCUMENT = `asyncapi: 3.0.0
info: {title: Order desk, version: 1.0.0}
servers: {main: {host: broker.example.com, protocol: kafka}}
channels:
  orders:
    address: onex.cmd.sales.order-requested.v1
    messages:
      order:
        payload:
          type: object
          required: [customer]
          properties:
            customer: {type: string, maxLength: 50}
            count: {type: integer, maximum: 99}
  parcels:
    address: onex.cmd.shipping.parcel-requested.v1
    messages:
      parcel: {payload: {type: object, required: [weight], properties: {weight: {type: number}}}}
operations:
  placeOrder: {action: receive, channel: {$ref: '#/channels/orders'}}
  shipParcel: {action: receive, channel: {$ref: '#/channels/parcels'}}
`;

describe('an AsyncAPI document as a contract', function () {
  this.timeout(120_000);
  before(async function () {
    await built();
  });
  afterEach(removeFolders);

  async function make(...args: readonly string[]) {
    const cwd = await folder();
    await writeFile(join(cwd, 'asyncapi.yaml'), DOCUMENT);
    return {
      cwd,
      ...(await onex([...args, '--contract', 'asyncapi.yaml', '--yes', '--no-install'], { cwd })),
    };
  }

  it('makes a project with its nodes, which compile, and warns of what it does not read', async () => {
    const { cwd, code, stdout, stderr } = await make('node');
    expect(code, stderr).to.equal(0);
    expect(await readdir(join(cwd, 'nodes'))).to.deep.equal([
      'node_sales_order_effect',
      'node_shipping_parcel_effect',
    ]);
    expect(stdout + stderr).to.match(
      /asyncapi\.yaml:3:1: servers is dropped: a node takes its servers from the environment/,
    );
    await linkPackages(cwd);
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const types = await run(process.execPath, [tsc, '--noEmit', '--customConditions', 'onex-source'], {
      cwd,
    });
    expect(types.stdout).to.equal('');
    const again = await onex(['node', '--contract', 'asyncapi.yaml', '--yes', '--no-install', '--json'], {
      cwd,
    });
    expect((JSON.parse(again.stdout) as { status: string }).status).to.equal('unchanged');
  });

  it('that `onex export` printed makes the same contracts again', async () => {
    const { cwd } = await make('node');
    for (const args of [['asyncapi'], ['asyncapi', '--json']]) {
      const exported = await onex(['export', ...args], { cwd });
      expect(exported.code, exported.stderr).to.equal(0);
      const other = await folder();
      await writeFile(join(other, 'shop.yaml'), exported.stdout);
      const { code, stderr } = await onex(['node', '--contract', 'shop.yaml', '--yes', '--no-install'], {
        cwd: other,
      });
      expect(code, stderr).to.equal(0);
      for (const node of await readdir(join(cwd, 'nodes'))) {
        const path = join('nodes', node, 'v1_0_0/contract.yaml');
        const [one, two] = await Promise.all([cwd, other].map((root) => readFile(join(root, path), 'utf8')));
        const [before, after] = [one, two].map((text) => readContract(text!, { file: path }).contract!);
        expect(after!.operations).to.deep.equal(before!.operations);
        expect(after!.topics).to.deep.equal(before!.topics);
      }
    }
  });

  it('is printed for one node, and its models as JSON Schema', async () => {
    const { cwd } = await make('node');
    const one = await onex(['export', 'asyncapi', 'order'], { cwd });
    expect((parse(one.stdout) as { info: object }).info).to.deep.include({
      title: 'node_sales_order_effect',
      version: '1.0.0',
    });
    const models = await onex(['export', 'jsonschema', 'order'], { cwd });
    const { definitions } = JSON.parse(models.stdout) as { definitions: Record<string, object> };
    expect(definitions['place_order.input']).to.deep.equal({
      type: 'object',
      properties: { customer: { type: 'string', maxLength: 50 }, count: { type: 'integer', maximum: 99 } },
      required: ['customer'],
    });
  });

  for (const { title, args, says } of [
    {
      title: 'a name for several nodes',
      args: ['node', 'desk'],
      says: /describes 2 nodes \(node_sales_desk_effect, .*\); leave out the name/,
    },
    {
      title: 'an option that the document answers',
      args: ['node', '--domain', 'x'],
      says: /--contract replaces --domain: leave out --domain, or change asyncapi\.yaml/,
    },
    { title: 'no format', args: ['export'], says: /onex export needs a format: asyncapi or jsonschema/ },
    {
      title: 'an unknown format',
      args: ['export', 'asynapi'],
      says: /Unknown format "asynapi" of onex export\. Did you mean asyncapi\?/,
    },
    { title: 'a folder without nodes', args: ['export', 'asyncapi'], says: /has no nodes to export/ },
  ]) {
    it(`refuses ${title} in one line`, async () => {
      const cwd = await folder();
      await writeFile(join(cwd, 'asyncapi.yaml'), DOCUMENT);
      const rest = args[0] === 'node' ? ['--contract', 'asyncapi.yaml', '--yes', '--no-install'] : [];
      const { code, stderr } = await onex([...args, ...rest], { cwd });
      expect(stderr).to.match(says);
      expect(stderr.trimEnd().split('\n')).to.have.length(1);
      expect(code).to.equal(1);
    });
  }
});
