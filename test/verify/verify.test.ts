import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Unit } from '../../lib/render/index.ts';
import { isSound, verifyUnits } from '../../lib/verify/index.ts';
import { nodeFromText } from '../render/support.ts';

const CONTRACT = `name: node_billing_payment_effect
contract_version: { major: 1, minor: 0, patch: 0 }
node_type: EFFECT_GENERIC
description: Pays
input_model: a.ModelPaymentInput
output_model: a.ModelPaymentOutput
io_operations:
  - operation: create
    operation_type: create
`;

const FILES: Record<string, string> = {
  'node.ts':
    "import { HandlerCreate } from './handlers/index.ts';\nexport class NodePaymentEffect {\n  x = new HandlerCreate();\n}\n",
  'handlers/index.ts': "export * from './create.ts';\n",
  'handlers/create.ts': 'export class HandlerCreate {}\n',
  'contract.yaml': CONTRACT,
  'node.manifest.yaml': 'entrypoint:\n  file: node.ts\n  class: NodePaymentEffect\n',
  'tsconfig.json': '{\n  // ours\n  "include": ["."],\n}\n',
};

function unitOf(changes: Record<string, string | null>): Unit {
  const files = Object.entries({ ...FILES, ...changes }).flatMap(([path, contents]) =>
    contents === null ? [] : [{ path, contents, mode: 0o644 as const }],
  );
  return { kind: 'node', name: 'n', root: 'nodes/n', files, answers: {} };
}

async function faults(changes: Record<string, string | null>, root = '/nowhere') {
  return (await verifyUnits([unitOf(changes)], root)).map(({ path, line, column, message }) => {
    return `${path.slice('nodes/n/'.length)}:${line}:${column} ${message}`;
  });
}

describe('verify: what was rendered', () => {
  it('finds nothing wrong with a sound unit', async () => {
    expect(await faults({})).to.deep.equal([]);
  });

  it('names line and column where a module does not parse', async () => {
    const [fault] = await faults({ 'handlers/create.ts': 'export class HandlerCreate {\n  a = ;\n}\n' });
    expect(fault).to.match(/^handlers\/create\.ts:2:7 Unexpected token/);
  });

  it('finds an import that leads nowhere, unless the file is on disk', async () => {
    const changes = {
      'node.ts': "import { a } from './own.ts';\nexport class NodePaymentEffect {\n  a = a;\n}\n",
    };
    expect(await faults(changes)).to.deep.equal(['node.ts:1:1 imports ./own.ts, which does not exist']);
    const root = mkdtempSync(join(tmpdir(), 'onex-verify-'));
    mkdirSync(join(root, 'nodes/n'), { recursive: true });
    writeFileSync(join(root, 'nodes/n/own.ts'), 'export const a = 1;\n');
    expect(await faults(changes, root)).to.deep.equal([]);
  });

  it('finds an imported name that the other module does not export, through what it passes on', async () => {
    expect(await faults({ 'handlers/create.ts': 'export class HandlerRead {}\n' })).to.deep.equal([
      'node.ts:1:1 imports HandlerCreate, which ./handlers/index.ts does not export',
    ]);
  });

  it('knows every form of export', async () => {
    const all =
      'export const { a, b: [c], ...d } = x;\nexport function e() {}\nexport type F = 1;\nexport default class {}\n' +
      'const x: any = 1;\nexport { x as y };\n';
    const node =
      "import z, { a, c, d, e, y, type F } from './all.ts';\nexport class NodePaymentEffect {\n  v = [z, a, c, d, e, y] as F[];\n}\n";
    expect(await faults({ 'all.ts': all, 'node.ts': node })).to.deep.equal([]);
  });

  it('finds files and classes that a manifest names and nobody has', async () => {
    const manifest = 'entrypoint:\n  file: start.ts\n  class: NodeOther\n';
    expect(await faults({ 'node.manifest.yaml': manifest })).to.deep.equal([
      'node.manifest.yaml:2:9 names the file start.ts, which does not exist',
      'node.manifest.yaml:3:10 names NodeOther, which no module of the node has',
    ]);
  });

  it('takes what a contract says in a manifest for no name of a file or class', async () => {
    const manifest =
      'name: NodeFooEffect\ndescription: ModelPayment\ncapabilities:\n  - HandlerGo\n  - go.ts\n' +
      'api_surface:\n  subscribes: [ModelFoo, x.json]\n  operations:\n    - HandlerGo\n';
    expect(await faults({ 'node.manifest.yaml': manifest })).to.deep.equal([]);
    const list = 'implementation_files:\n  - node.ts\n  - gone.ts\nentrypoint: node.ts#NodeOther\n';
    expect(await faults({ 'version.manifest.yaml': list })).to.deep.equal([
      'version.manifest.yaml:3:5 names the file gone.ts, which does not exist',
      'version.manifest.yaml:4:13 names NodeOther, which no module of the node has',
    ]);
  });

  it('takes a node whose contract talks of classes and files', async () => {
    const { unit } = await nodeFromText(
      'name: NodeFooEffect\nnode_type: effect\ndescription: ModelPayment\n' +
        'io_operations: [{operation: HandlerGo}, {operation: go.ts}]\n' +
        'event_bus: {subscribe_topics: [ModelFoo], publish_topics: [x.json]}\n',
      true,
    );
    expect(await verifyUnits([unit], '/nowhere')).to.deep.equal([]);
  });

  it('finds faults of contracts, YAML and JSON, with their place', async () => {
    const [contract] = await faults({
      'contract.yaml': CONTRACT.replace('name: node_billing_payment_effect', 'name: 5'),
    });
    expect(contract).to.match(/^contract\.yaml:1:\d+ /);
    expect((await faults({ 'other.yaml': 'a: [1\n' }))[0]).to.match(/^other\.yaml:\d+:\d+ not YAML/);
    expect((await faults({ 'package.json': '{\n  "a": 1,\n}\n' }))[0]).to.match(
      /^package\.json:\d:\d+ not JSON/,
    );
  });

  it('calls a text sound or not by its name, and texts of unknown languages sound', async () => {
    const sound = await Promise.all([
      isSound('a.ts', 'const a = 1;\nconst a = 2;\n'),
      isSound('a.json', '{'),
      isSound('a.yaml', 'a: 1\na: 2\n'),
      isSound('a.md', '# <'),
    ]);
    expect(sound).to.deep.equal([false, false, false, true]);
  });
});
