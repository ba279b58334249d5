import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { writeProject, type TestProject } from '../support/project.ts';
import { runHere } from '../support/run-here.ts';
import { kill, run, start, type Running } from '../support/run.ts';

const NODE = 'node_billing_payment_effect';
const CONTRACT = `nodes/${NODE}/v1_0_0/contract.yaml`;

describe('what there is to say of a contract', function () {
  let project: TestProject;
  let dev: Running | undefined;

  beforeEach(() => {
    project = writeProject([NODE]);
  });
  afterEach(async () => {
    await kill(dev);
    dev = undefined;
    project.remove();
  });

  /** Adds a line to the contract. @returns its number. */
  function add(line: string): number {
    const text = `${readFileSync(path.join(project.root, CONTRACT), 'utf8').trimEnd()}\n${line}\n`;
    project.write(CONTRACT, text);
    return text.split('\n').indexOf(line) + 1;
  }

  it('is logged by each node when it starts, with its place', async () => {
    const line = add('zebra: 1');
    dev = start(['dev', '--json'], { cwd: project.root });
    await dev.until('"message":"ready"');
    const logged = dev
      .stdout()
      .trimEnd()
      .split('\n')
      .map((one) => JSON.parse(one) as Record<string, unknown>)
      .find(({ message }) => String(message).includes('zebra'));
    expect(logged).to.include({ level: 'warn', line, column: 1 });
    expect(logged?.['message']).to.equal(`${CONTRACT}:${line}:1: warning: zebra: not understood; ignored`);
  });

  it('keeps dev from starting where it is an error, and names each one', async () => {
    const line = add('io_operation: []');
    add('descriptio: x');
    const { code, stderr } = await run(['dev'], { cwd: project.root });
    expect(code).to.equal(1);
    expect(stderr).to.contain(`contract.yaml:${line}:1: io_operation: not understood; did you mean`);
    expect(stderr).to.contain('descriptio: not understood; did you mean description?');
  });

  it('is listed by doctor, with its place for machines', async () => {
    const line = add('zebra: 1');
    const shown = await runHere(['doctor'], { cwd: project.root });
    expect(shown.code).to.equal(0);
    expect(shown.stdout).to.contain(
      `! contract ${NODE}: ${CONTRACT}:${line}:1: warning: zebra: not understood`,
    );
    const { stdout } = await runHere(['doctor', '--json'], { cwd: project.root });
    const { findings } = JSON.parse(stdout) as { findings: readonly Record<string, unknown>[] };
    expect(findings.find(({ severity }) => severity === 'warning')).to.include({
      ok: true,
      file: CONTRACT,
      line,
      column: 1,
    });
  });

  it('is a warning of a contract from elsewhere, by the manifest beside it', async () => {
    add('io_operation: []');
    project.write(
      `nodes/${NODE}/v1_0_0/version.manifest.yaml`,
      'contract_compliance:\n  contract: contract.yaml\n  origin: foreign\n',
    );
    const { code, stdout } = await runHere(['doctor'], { cwd: project.root });
    expect(code).to.equal(0);
    expect(stdout).to.contain('warning: io_operation: not understood; did you mean io_operations?');
  });

  describe('between nodes', () => {
    const CHECKOUT = 'nodes/node_billing_checkout_orchestrator/v1_0_0/contract.yaml';
    let line: number;

    beforeEach(() => {
      project.remove();
      project = writeProject([NODE, 'node_billing_checkout_orchestrator']);
      const text = readFileSync(path.join(project.root, CHECKOUT), 'utf8');
      const changed = text.replace('operation: create\n', 'operation: capture\n');
      project.write(CHECKOUT, changed);
      line = changed.split('\n').findIndex((one) => one.includes('operation: capture')) + 1;
    });
    const message =
      'step "pay" of node_billing_checkout_orchestrator asks node_billing_payment_effect to capture';

    it('is wrong for doctor, which names step, node, operation, and place', async () => {
      const shown = await runHere(['doctor'], { cwd: project.root });
      expect(shown.code).to.equal(1);
      expect(shown.stdout).to.contain(`${CHECKOUT}:${line}:9: ${message}, which has no such operation`);
      const { stdout } = await runHere(['doctor', '--json'], { cwd: project.root });
      const { findings } = JSON.parse(stdout) as { findings: readonly Record<string, unknown>[] };
      expect(findings.find(({ rule }) => rule === 'no-operation')).to.include({
        ok: false,
        step: 'pay',
        operation: 'capture',
        file: CHECKOUT,
        line,
        column: 9,
      });
    });

    it('is logged by dev, which starts all the same', async () => {
      dev = start(['dev', '--json'], { cwd: project.root });
      await dev.until('"message":"ready"');
      const logged = dev
        .stdout()
        .trimEnd()
        .split('\n')
        .map((one) => JSON.parse(one) as Record<string, unknown>)
        .find(({ rule }) => rule === 'no-operation');
      expect(logged).to.include({ level: 'error', file: CHECKOUT, line, column: 9, step: 'pay' });
      expect(logged?.['message']).to.contain(message);
    });
  });
});
