import { start } from 'onex-runtime/start';
import { ModelPaymentConfig } from './models.ts';
import { NodePaymentEffect } from './node.ts';

const FAULT = process.env['FAULT'];
const tell = (line: string): void => void process.stdout.write(`${line}\n`);

/** Goes wrong in the way that the environment variable FAULT names. */
class NodeFaultyEffect extends NodePaymentEffect {
  override async initialize(): Promise<void> {
    if (FAULT === 'fails to start') throw new TypeError('no ledger');
    if (FAULT === 'has a hostile message') throw new Error('no\u001b[2J ledger\nstarted \u202e');
    if (FAULT === 'throws no error') throw 'just text'; // oxlint-disable-line only-throw-error
    if (FAULT === 'never starts') await this.#wait(new Promise<void>(() => {}));
    if (FAULT === 'starts when told to stop')
      await this.#wait(
        new Promise<void>((resolve) => process.once('SIGTERM', () => setTimeout(resolve, 50))),
      );
    await super.initialize();
    if (FAULT === 'throws later') setTimeout(() => this.#fail(), 20);
    if (FAULT === 'rejects later') setTimeout(() => void Promise.reject(new Error('later')), 20);
  }

  override async shutdown(): Promise<void> {
    await super.shutdown();
    if (FAULT === 'fails to stop') throw new Error('ledger is not closed');
    if (FAULT === 'never stops') await new Promise<void>(() => {});
  }

  #fail(): never {
    throw new Error('later');
  }

  async #wait(until: Promise<void>): Promise<void> {
    tell('starting');
    const alive = setInterval(() => {}, 1000);
    await until;
    clearInterval(alive);
  }
}

await start(NodeFaultyEffect, { entry: import.meta.url, config: ModelPaymentConfig });
