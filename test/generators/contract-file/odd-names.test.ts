import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../../support/built.ts';
import { change, onex } from '../support/program.ts';

const contract = (name: string, version = '1.0.0'): string => {
  const [major, minor, patch] = version.split('.');
  return [
    `name: ${name}`,
    'node_type: EFFECT_GENERIC',
    `node_version: { major: ${major}, minor: ${minor}, patch: ${patch} }`,
    'description: Takes money.',
    'io_operations:',
    '  - operation: create',
    '    input_fields:',
    '      - amount: float',
    '    output_fields:',
    '      - paid: float',
    '',
  ].join('\n');
};

const REFUND = [
  '  - operation: refund',
  '    input_fields:',
  '      - amount: float',
  '    output_fields:',
  '      - refunded: float',
  '',
].join('\n');

describe('a contract whose name is no plain name of a folder', function () {
  this.timeout(120_000);
  before(() => built());

  const NAMES = ['card-payment_effect', 'shop.payment_effect', `node_${'long_'.repeat(18)}effect`];
  for (const name of NAMES) {
    it(`keeps the owner's operation and every version: ${name.slice(0, 30)}`, () => {
      const root = mkdtempSync(join(tmpdir(), 'onex-names-'));
      const file = join(root, 'given.yaml');
      writeFileSync(file, contract(name));
      const generate = (): void => {
        const { code, out, err } = onex(root, ['effect', '--contract', 'given.yaml', '--yes']);
        expect(code, out + err).to.equal(0);
      };
      generate();
      const [folder = ''] = readdirSync(join(root, 'nodes'));
      const own = `nodes/${folder}/v1_0_0/contract.yaml`;
      change(root, own, (text) => `${text.trimEnd()}\n${REFUND}`);
      generate();
      expect(readFileSync(join(root, own), 'utf8')).to.contain('operation: refund');
      writeFileSync(file, contract(name, '1.1.0'));
      generate();
      expect(readdirSync(join(root, 'nodes'))).to.deep.equal([folder]);
      const manifest = readFileSync(join(root, `nodes/${folder}/node.manifest.yaml`), 'utf8');
      expect(manifest)
        .to.match(/1[._]0[._]0/)
        .and.to.match(/1[._]1[._]0/);
      const next = readFileSync(join(root, `nodes/${folder}/v1_1_0/contract.yaml`), 'utf8');
      expect(next).to.contain('operation: refund');
    });
  }

  it('does not share the folder of another node', () => {
    const root = mkdtempSync(join(tmpdir(), 'onex-names-'));
    const make = (name: string) => {
      writeFileSync(join(root, 'given.yaml'), contract(name));
      return onex(root, ['effect', '--contract', 'given.yaml', '--yes']);
    };
    expect(make('card-payment_effect').code).to.equal(0);
    const { code, err } = make('card.payment_effect');
    expect(code).to.equal(1);
    expect(err).to.contain('card-payment_effect').and.to.contain('rename one of them');
  });
});

describe('the domain of a project', () => {
  const refused = ['b!lling', '', 'é', '1st', 'a'.repeat(130), 'class'];
  before(() => built());

  for (const domain of refused) {
    it(`is refused in one line, and nothing is written: ${JSON.stringify(domain.slice(0, 12))}`, () => {
      const cwd = mkdtempSync(join(tmpdir(), 'onex-domain-'));
      const { code, err } = onex(cwd, ['project', 'shop', '--domain', domain, '--yes']);
      expect(code).to.equal(1);
      expect(err.trim().split('\n')).to.have.length(1);
      expect(err)
        .to.match(/domain/)
        .and.not.match(/defect of generator-onex/);
      expect(readdirSync(cwd)).to.deep.equal([]);
    });
  }

  it('is one that each later command reads', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'onex-domain-'));
    expect(onex(cwd, ['project', 'shop', '--domain', 'Order_Desk', '--yes']).code).to.equal(0);
    const { code, err } = onex(join(cwd, 'shop'), ['effect', 'payment', '--yes']);
    expect([code, err]).to.deep.equal([0, '']);
  });
});
