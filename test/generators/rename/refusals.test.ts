import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { snapshot } from '../../support/folders.ts';
import { shop } from './shop.ts';
import { edit, PAYMENT, read, refusal, write } from './support.ts';

describe('onex rename refuses', function () {
  this.timeout(60_000);
  let root = '';
  let untouched: Record<string, string> = {};

  before(async () => {
    root = await shop();
    rmSync(join(root, 'node_modules'), { recursive: true });
    untouched = await snapshot(root);
  });
  after(() => rmSync(root, { recursive: true }));
  afterEach(async () => expect(await snapshot(root)).to.deep.equal(untouched));

  const NAMES: Readonly<Record<string, readonly [from: string, to: string, message: RegExp]>> = {
    'a name without a new one': ['payment', '', /An argument of yo onex:rename is empty/],
    'a node that is not there': [
      'paymint',
      'invoice',
      /"paymint" is neither a node nor a domain.*Did you mean payment/,
    ],
    'a node name that is taken': ['payment', 'node_billing_payment_effect', /already has this name/],
    'a full name of another kind': ['payment', 'node_billing_invoice_reducer', /of a different kind/],
    'a full name of another domain': [
      'payment',
      'node_sales_invoice_effect',
      /in a different domain.*node_billing_invoice_effect/,
    ],
    'a reserved word': ['payment', 'class', /is a word of JavaScript/],
    'the name of a device': ['payment', 'con', /is the name of a device/],
    'a path': ['payment', '..\\invoice', /looks like a path/],
    'an operation that is not there': [
      'payment:creat',
      'charge',
      /no operation, step, or state "creat"\. Did you mean create/,
    ],
    'an operation that is taken': [
      'payment:create',
      'read',
      /node_billing_payment_effect has "read" already/,
    ],
    'an operation of another node': ['payment:create', 'order:charge', /of another node/],
    'an operation with a hostile name': ['payment:create', 'a\u001b[31m', /may contain only letters/],
    'a field that is not there': ['payment:create.dota', 'body', /has no field "dota"\. Did you mean data/],
    'a field that is taken': ['payment:create.data', 'entity_id', /has "entity_id" already/],
    'a field that every object has': [
      'payment:create.data',
      'constructor',
      /is a property of every JavaScript object/,
    ],
    'a model that is not there': ['payment:ModelNope.data', 'body', /no operation or model "ModelNope"/],
    'a step that is taken': ['checkout:create_payment', 'read_payment', /has "read_payment" already/],
    'a state with a space': ['order:active', 'two words', /must start with a letter/],
    'a topic that no contract names': [
      'onex.evt.billing.nope.v1',
      'onex.evt.billing.x.v1',
      /No contract of the project names/,
    ],
    'a topic against the rule': [
      'onex.evt.billing.payment-completed.v1',
      'Payments',
      /is not of the form onex\./,
    ],
    'a topic that is in use': [
      'onex.evt.billing.payment-completed.v1',
      'onex.evt.billing.payment-failed.v1',
      /is in use already/,
    ],
    'a topic of another kind': [
      'onex.evt.billing.payment-completed.v1',
      'onex.cmd.billing.payment-completed.v1',
      /of a different kind/,
    ],
    'a domain that is a word of JavaScript': ['billing', 'default', /is a word of JavaScript/],
  };
  for (const [name, [from, to, message]] of Object.entries(NAMES)) {
    it(name, async () => expect(await refusal(root, [from, to])).to.match(message));
  }

  it('one name alone', async () =>
    expect(await refusal(root, ['payment'])).to.match(/the old name and the new one/));

  async function meanwhile(
    change: () => void,
    restore: () => void,
    args: readonly string[],
  ): Promise<string> {
    change();
    try {
      return await refusal(root, args);
    } finally {
      restore();
    }
  }

  async function withText(
    path: string,
    change: (text: string) => string,
    args: readonly string[],
  ): Promise<string> {
    const text = read(root, path);
    return meanwhile(
      () => write(root, path, change(text)),
      () => write(root, path, text),
      args,
    );
  }

  const RENAME = ['payment', 'invoice'];

  it('while git waits for the end of a merge', async () => {
    const message = await meanwhile(
      () => write(root, '.git/MERGE_HEAD', 'x'),
      () => rmSync(join(root, '.git'), { recursive: true }),
      RENAME,
    );
    expect(message).to.match(/git is in the middle of a merge.*git merge --continue/);
  });

  it('while a contract of any node contains conflict markers', async () => {
    const markers = '<<<<<<< ours\na: 1\n||||||| base\n=======\na: 2\n>>>>>>> theirs\n';
    const path = 'nodes/node_billing_order_reducer/v1_0_0/contract.yaml';
    expect(await withText(path, (text) => markers + text, RENAME)).to.match(/contains conflict markers/);
  });

  it('while a contract of any node is broken', async () => {
    const path = 'nodes/node_billing_order_reducer/v1_0_0/contract.yaml';
    expect(await withText(path, (text) => `${text}\n: [`, RENAME)).to.match(/contract\.yaml:\d+:\d+/);
  });

  it('while a file that changes contains conflict markers', async () => {
    const markers = '<<<<<<< ours\n// 1\n||||||| base\n=======\n// 2\n>>>>>>> theirs\n';
    const path = `${PAYMENT}/handlers/handler_read.ts`;
    expect(await withText(path, (text) => text + markers, RENAME)).to.match(
      /handler_read\.ts:\d+:1: contains conflict markers/,
    );
  });

  it('while an upgrade would change the node', async () => {
    const change = (text: string): string =>
      text
        .replace('timeout_seconds: 30', 'timeout_seconds: 30\n    x-note: 1')
        .replace('Create a', 'Store a');
    expect(await withText(`${PAYMENT}/contract.yaml`, change, RENAME)).to.match(
      /run onex upgrade before the rename/,
    );
  });

  it('a folder that is there', async () => {
    const target = join(root, 'nodes/node_billing_invoice_effect/v1_0_0');
    const message = await meanwhile(
      () => {
        mkdirSync(target, { recursive: true });
        write(root, 'nodes/node_billing_invoice_effect/v1_0_0/contract.yaml', 'mine\n');
      },
      () => rmSync(join(target, '..'), { recursive: true }),
      RENAME,
    );
    expect(message).to.match(/node_billing_invoice_effect/);
  });

  it('a project in which a node was copied', async () => {
    const copy = join(root, 'nodes/node_billing_another_effect');
    const message = await meanwhile(
      () => cpSync(join(root, PAYMENT, '..'), copy, { recursive: true }),
      () => rmSync(copy, { recursive: true }),
      RENAME,
    );
    expect(message).to.match(
      /node_billing_payment_effect\/v1_0_0\/contract\.yaml names the node .*as nodes\/node_billing_another_effect/,
    );
  });

  it('a symbolic link in a folder that moves', async () => {
    const link = join(root, PAYMENT, 'handlers/link.ts');
    const message = await meanwhile(
      () => symlinkSync('handler_read.ts', link),
      () => rmSync(link),
      RENAME,
    );
    expect(message).to.match(/handlers\/link\.ts is a symbolic link/);
  });

  it('a name that may mean two things', async () => {
    const path = 'nodes/node_billing_order_reducer/v1_0_0/contract.yaml';
    const both = (text: string): string => text.replaceAll(/\bactive\b/g, 'start');
    edit(root, path, 'active', 'active');
    expect(await withText(path, both, ['order:start', 'begin'])).to.match(
      /the operation or the state; add --type/,
    );
  });
});
