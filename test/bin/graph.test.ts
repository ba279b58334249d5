import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { built } from '../support/built.ts';
import { folder, removeFolders } from '../support/folders.ts';
import { onex } from '../support/process.ts';

const PAY = `name: node_shop_pay_effect
node_type: EFFECT_GENERIC
event_bus:
  subscribe_topics: [onex.cmd.shop.pay-requested.v1]
  publish_topics: [onex.evt.shop.pay-completed.v1, onex.evt.shop.pay-failed.v1]
`;
const SALE = `name: node_shop_sale_orchestrator
node_type: ORCHESTRATOR_GENERIC
event_bus: {subscribe_topics: [onex.cmd.shop.sale-requested.v1]}
workflow_coordination: {workflow_definition: {execution_graph: {nodes: [{node_id: pay, node_type: effect}]}}}
annotations:
  workflow:
    steps:
      pay:
        command_topic: onex.cmd.shop.pay-requested.v1
        completed_topic: onex.evt.shop.pay-completed.v1
        failed_topic: onex.evt.shop.pay-failed.v1
`;

describe('onex graph', function () {
  this.timeout(60_000);
  before(built);
  afterEach(removeFolders);

  async function graph(files: Readonly<Record<string, string>>, args: readonly string[]) {
    const root = await folder();
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return onex(['graph', ...args], { cwd: join(root, 'shop') });
  }
  const check = (files: Readonly<Record<string, string>>, ...args: readonly string[]) =>
    graph(files, ['check', ...args]);
  const sale = {
    'shop/nodes/node_shop_sale_orchestrator/v1_0_0/contract.yaml': SALE,
    'shop/.yo-rc.json': '{}',
  };

  it('exits with code 2 and names file, line, and column where a command has no taker', async () => {
    const { code, stdout } = await check(sale);
    expect(code).to.equal(2);
    expect(stdout)
      .to.match(/^nodes\/node_shop_sale_orchestrator\/v1_0_0\/contract\.yaml:9:\d+: error: /)
      .and.contain('onex.cmd.shop.pay-requested.v1, which no node takes');
  });

  it('exits with code 0 where a node of another folder takes and answers it', async () => {
    const files = { ...sale, 'python/src/pay/contract.yaml': PAY, 'python/src/pay/other.yaml': 'a: 1\n' };
    const { code, stdout } = await check(files, '--with', '../python');
    expect(stdout).to.equal('2 nodes, 0 errors, 0 warnings\n');
    expect(code).to.equal(0);
  });

  it('prints one object for machines, with what it leaves out', async () => {
    const files = { ...sale, 'python/contract.yaml': 'name: x\nnode_type: SERVICE\n' };
    const { code, stdout } = await check(files, '--with', '../python', '--json');
    const { status, nodes, findings, skipped } = JSON.parse(stdout) as Record<string, unknown>;
    expect([code, status, nodes]).to.deep.equal([2, 'invalid', 1]);
    expect((findings as { rule: string; nodes: string[] }[])[0]).to.deep.include({
      rule: 'unread',
      nodes: ['node_shop_sale_orchestrator'],
    });
    expect((skipped as string[])[0]).to.match(/^\.\.\/python\/contract\.yaml:2:\d+: node_type/);
  });

  it('counts the newest version of a node only', async () => {
    const old = PAY.replaceAll('pay-', 'old-');
    const { stdout } = await check(
      { ...sale, 'python/pay/v1_0_0/contract.yaml': old, 'python/pay/v1_10_0/contract.yaml': PAY },
      '--with',
      '../python',
    );
    expect(stdout).to.equal('2 nodes, 0 errors, 0 warnings\n');
  });

  it('says in one line what is wrong with the call', async () => {
    for (const [args, line] of [
      [['--with', 'nowhere'], 'nowhere is not a folder'],
      [['--wth', 'x'], 'Unknown option'],
      [['more'], 'takes no argument'],
    ] as const) {
      const { code, stderr } = await check(sale, ...args);
      expect(code).to.equal(1);
      expect(stderr.trim().split('\n')).to.have.length(1);
      expect(stderr).to.contain(line);
    }
  });

  it('draws the nodes of the project and of other folders as SVG', async () => {
    const { code, stdout } = await graph({ ...sale, 'python/pay/contract.yaml': PAY }, [
      'svg',
      '--with',
      '../python',
    ]);
    expect(code).to.equal(0);
    expect(stdout)
      .to.match(/^<svg [\s\S]*<\/svg>\n$/)
      .and.contain('>sale<')
      .and.contain('>pay<');
  });

  it('names the actions of graph', async () => {
    for (const [args, line] of [
      [['svg', '--json'], 'leave --json out'],
      [['svg', 'more'], 'onex graph svg takes no argument'],
      [['svh'], 'Did you mean svg?'],
      [[], 'needs an action: check or svg'],
    ] as const) {
      const { code, stdout, stderr } = await graph(sale, args);
      expect(code).to.equal(1);
      expect(stdout + stderr).to.contain(line);
    }
  });
});
