import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { built, ROOT } from '../../support/built.ts';
import { run } from '../../support/process.ts';
import { treeOf } from '../../reconcile/support/tree.ts';
import { onexHere } from '../support/in-process.ts';
import { PAYMENT, type Ended } from '../support/program.ts';

export const CHECKOUT = 'nodes/node_billing_checkout_orchestrator';
export const ORDER = 'nodes/node_billing_order_reducer';
export const CONTRACT = `${PAYMENT}/v1_0_0/contract.yaml`;
export const CREATE = `${PAYMENT}/v1_0_0/handlers/handler_create.ts`;

export function git(root: string, ...args: string[]): void {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid', ...args], { cwd: root });
}

export function commitAll(root: string): void {
  if (!existsSync(join(root, '.git'))) git(root, 'init', '--quiet');
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', 'state');
}

export const contractIn = (root: string, node: string): string =>
  readFileSync(join(root, node, 'v1_0_0/contract.yaml'), 'utf8');

/** A command that succeeds. */
export async function done(root: string, ...args: string[]): Promise<Ended> {
  const ended = await onexHere(root, args);
  expect(ended.code, ended.err + ended.out).to.equal(0);
  return ended;
}

/** A command that is refused, and changes nothing. */
export async function refused(root: string, code: number, ...args: string[]): Promise<string> {
  const before = treeOf(root);
  const ended = await onexHere(root, args);
  expect(ended.code, ended.out + ended.err).to.equal(code);
  expect(treeOf(root)).to.deep.equal(before);
  return ended.err;
}

/**
 * Generates a project with a node of each kind.
 * @returns its folder, which tests copy
 */
export async function makeShop(): Promise<string> {
  await built();
  const shop = join(mkdtempSync(join(tmpdir(), 'onex-edit-')), 'shop');
  mkdirSync(shop);
  await done(shop, 'effect', 'payment', '--domain', 'billing', '--yes');
  await done(shop, 'reducer', 'order', '--yes');
  await done(shop, 'compute', 'price', '--yes');
  await done(shop, 'orchestrator', 'checkout', '--steps', 'payment:create,payment:read', '--yes');
  return shop;
}

/** Copies a project into a folder of its own. */
export function copyOf(shop: string): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'onex-edit-')), 'shop');
  cpSync(shop, copy, { recursive: true });
  return copy;
}

/** Type-checks a project against the source of the runtime. */
export async function typeErrors(root: string): Promise<string> {
  if (!existsSync(join(root, 'node_modules')))
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  const { stdout, stderr } = await run(tsc, ['--noEmit', '--customConditions', 'onex-source'], { cwd: root });
  rmSync(join(root, 'node_modules'));
  return stdout + stderr;
}
