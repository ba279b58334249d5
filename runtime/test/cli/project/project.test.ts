import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { CliError } from '../../../src/cli/cli-error.ts';
import {
  findNodes,
  findProject,
  openStateDirectory,
  requireProject,
  selectNode,
  devDirectory,
  stateDirectory,
} from '../../../src/cli/project/index.ts';

describe('the project on disk', () => {
  let root: string;
  const write = (file: string, text = ''): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };

  beforeEach(() => {
    root = mkdtempSync(path.join(realpathSync(tmpdir()), 'onex-project-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is found from any folder in it by its .yo-rc.json, and has its name', () => {
    write('.yo-rc.json', '{"generator-onex": {"name": "shop"}}');
    write('nodes/node_a_b_effect/v1_0_0/node.ts');
    expect(findProject(path.join(root, 'nodes/node_a_b_effect/v1_0_0'))).to.deep.equal({
      root,
      name: 'shop',
    });
  });

  it("is not found by another generator's .yo-rc.json", () => {
    write('.yo-rc.json', '{"generator-other": {"name": "shop"}}');
    expect(() => requireProject(root)).to.throw(CliError, 'No project here');
  });

  it('is found by a folder nodes/ where nothing else tells', () => {
    write('nodes/x/y.ts');
    write('deep/er/file.ts');
    expect(findProject(path.join(root, 'deep/er'))).to.deep.equal({ root, name: path.basename(root) });
  });

  it('is refused in one line when .yo-rc.json is not JSON', () => {
    write('.yo-rc.json', '{oops');
    expect(() => findProject(root)).to.throw(CliError, /\.yo-rc\.json cannot be read: /);
  });

  it('has its nodes by name, each in its newest version that can be started', () => {
    for (const version of ['v1_0_0', 'v1_10_0', 'v1_9_0']) {
      write(`nodes/node_billing_payment_effect/${version}/start_node.ts`);
      write(`nodes/node_billing_payment_effect/${version}/contract.yaml`);
    }
    write('nodes/node_billing_payment_effect/v2_0_0/contract.yaml');
    write('nodes/node_a_tax_compute/v1_0_0/contract.yaml');
    write('nodes/node_a_tax_compute/v1_0_0/start_node.ts');
    write('nodes/notes/readme.md');
    const nodes = findNodes(root);
    expect(nodes.map((node) => node.name)).to.deep.equal([
      'node_a_tax_compute',
      'node_billing_payment_effect',
    ]);
    expect(nodes[1]!.folder).to.equal(path.join(root, 'nodes/node_billing_payment_effect/v1_10_0'));
  });

  it('keeps state in .onex-state, or where ONEX_STATE_DIR says', () => {
    expect(stateDirectory(root, {})).to.equal(path.join(root, '.onex-state'));
    expect(devDirectory(root, {})).to.equal(path.join(root, '.onex-state'));
    const elsewhere = devDirectory(root, {}, () => false);
    expect(elsewhere).to.match(/onex-state-\w+-[0-9a-f]{16}$/);
    expect(devDirectory(path.join(root, 'x'), {}, () => false)).to.not.equal(elsewhere);
    expect(devDirectory(root, { ONEX_STATE_DIR: 'given' }, () => false)).to.equal(path.join(root, 'given'));
    expect(stateDirectory(root, { ONEX_STATE_DIR: 'elsewhere' })).to.equal(path.join(root, 'elsewhere'));
  });

  it('closes its state directory to others, but never a folder that ONEX_STATE_DIR names', function () {
    if (process.platform === 'win32') this.skip();
    const own = path.join(root, '.onex-state');
    mkdirSync(own, { mode: 0o755 });
    openStateDirectory(own);
    expect(statSync(own).mode & 0o777).to.equal(0o700);

    const shared = path.join(root, 'shared');
    mkdirSync(shared);
    chmodSync(shared, 0o755);
    expect(() => openStateDirectory(shared)).to.throw(CliError, 'is open to others (mode 755)');
    expect(statSync(shared).mode & 0o777).to.equal(0o755);
  });

  it('refuses a state directory that is a file', () => {
    write('state');
    expect(() => openStateDirectory(path.join(root, 'state'))).to.throw(CliError, 'Set ONEX_STATE_DIR');
  });
});

describe('a node named on the command line', () => {
  const nodes = [
    'node_billing_payment_effect',
    'node_billing_payment_compute',
    'node_stock_item_reducer',
  ].map((name) => ({ name }));
  const select = (typed: string) => selectNode(typed, nodes).name;

  it('may be named in full, in short, in kebab case, or by its folder', () => {
    expect(select('node_billing_payment_effect')).to.equal('node_billing_payment_effect');
    expect(select('payment_effect')).to.equal('node_billing_payment_effect');
    expect(select('billing-payment-compute')).to.equal('node_billing_payment_compute');
    expect(select('item')).to.equal('node_stock_item_reducer');
    expect(select('Item')).to.equal('node_stock_item_reducer');
    expect(select('nodes/node_stock_item_reducer/')).to.equal('node_stock_item_reducer');
  });

  it('is refused when two could be meant', () => {
    expect(() => select('payment')).to.throw(
      CliError,
      '"payment" matches node_billing_payment_effect, node_billing_payment_compute; give the whole name',
    );
  });

  it('is refused when there is none, with what was probably meant and what there is', () => {
    expect(() => select('itme')).to.throw(
      CliError,
      'There is no node "itme". Did you mean item? There are: node_',
    );
    expect(() => selectNode('x', [])).to.throw(CliError, 'The project has no nodes');
  });

  it('is not a kind', () => {
    expect(() => select('effect')).to.throw(CliError, 'There is no node "effect"');
  });
});
