import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../../support/built.ts';
import { onexHere } from '../support/in-process.ts';
import { onex, PAYMENT } from '../support/program.ts';

const HANDLER = `${PAYMENT}/v1_0_0/handlers/handler_create.ts`;

describe('a node that is generated again', function () {
  this.timeout(120_000);
  let start = '';

  before(async () => {
    await built();
    start = mkdtempSync(join(tmpdir(), 'onex-again-'));
    expect((await onexHere(start, ['effect', 'payment', '--domain', 'billing', '--yes'])).code).to.equal(0);
  });

  function project(): string {
    const copy = join(mkdtempSync(join(tmpdir(), 'onex-again-')), 'shop');
    cpSync(start, copy, { recursive: true });
    return copy;
  }

  it('puts a contract’s new operation into code, and keeps it when the node is generated once more', () => {
    const root = project();
    const contract = join(root, `${PAYMENT}/v1_0_0/contract.yaml`);
    const added =
      '  - operation: settle   # mine\n    input_fields: [amount: int]\n    output_fields: [ok: bool]\n';
    writeFileSync(
      contract,
      readFileSync(contract, 'utf8').replace('io_operations:\n', `io_operations:\n${added}`),
    );
    expect(onex(root, ['upgrade']).code).to.equal(0);
    const handler = join(root, `${PAYMENT}/v1_0_0/handlers/handler_settle.ts`);
    expect(readFileSync(handler, 'utf8')).to.contain('HandlerSettle');
    expect(
      onex(root, ['effect', 'payment', '--yes', '--operations', 'create,read,update,delete,list']).code,
    ).to.equal(0);
    expect(readFileSync(contract, 'utf8')).to.contain('# mine').and.contain('operation: list');
    expect(readFileSync(handler, 'utf8')).to.contain('HandlerSettle');
  });

  it('adds the operations that are given to those that a node has', () => {
    const root = project();
    const contract = join(root, `${PAYMENT}/v1_0_0/contract.yaml`);
    const handlers = readdirSync(join(root, `${PAYMENT}/v1_0_0/handlers`));
    appendFileSync(join(root, HANDLER), '// mine\n');
    const { code, out } = onex(root, ['effect', 'payment', '--yes', '--operations', 'refund']);
    expect(code, out).to.equal(0);
    expect(readdirSync(join(root, `${PAYMENT}/v1_0_0/handlers`))).to.include.members([
      ...handlers,
      'handler_refund.ts',
    ]);
    const names = /operation: (\w+)/g;
    const operations = [...readFileSync(contract, 'utf8').matchAll(names)].map(([, name]) => name);
    expect(operations).to.include('create').and.to.include('refund');
    expect(readFileSync(join(root, HANDLER), 'utf8')).to.contain('// mine');
    const again = onex(root, ['effect', 'payment', '--yes', '--operations', 'create', '--json']);
    expect(JSON.parse(again.out)).to.include({ status: 'unchanged' });
  });

  it('makes a new version beside the old one, with its owner’s edits', () => {
    const root = project();
    appendFileSync(join(root, HANDLER), '// mine\n');
    const before = readFileSync(join(root, HANDLER), 'utf8');
    expect(onex(root, ['effect', 'payment', '--yes', '--node-version', '1.1.0']).code).to.equal(0);
    expect(readFileSync(join(root, HANDLER), 'utf8')).to.equal(before);
    expect(readFileSync(join(root, HANDLER.replace('v1_0_0', 'v1_1_0')), 'utf8')).to.contain('// mine');
    expect(readFileSync(join(root, `${PAYMENT}/node.manifest.yaml`), 'utf8'))
      .to.contain('v1_0_0/version')
      .and.contain('v1_1_0/version');
    expect(onex(root, ['upgrade', '--json']).out).to.contain('"status":"unchanged"');
  });
});
