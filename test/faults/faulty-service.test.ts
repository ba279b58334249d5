import { expect } from 'chai';
import { isOnexError } from '../../runtime/src/errors/index.ts';
import { faultyBus, faultyStore } from './index.ts';

function counter() {
  let value = 0;
  return {
    add: async (amount: number): Promise<number> => (value += amount),
    read: async (): Promise<number> => value,
    peek: (): number => value,
  };
}

const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.catch((error: unknown) => (isOnexError(error) ? error.code : error));

describe('a faulty service', () => {
  it('is unavailable from down to up, and only counts what it refuses', async () => {
    const { service, down, up, calls } = faultyStore(counter());
    await service.add(1);
    down();
    expect(await codeOf(service.add(1))).to.equal('DEPENDENCY_UNAVAILABLE');
    expect(await codeOf(service.read())).to.equal('DEPENDENCY_UNAVAILABLE');
    up();
    expect(await service.read()).to.equal(1);
    expect(calls('add')).to.equal(2);
  });

  it('fails so many matching calls in a row, and no others', async () => {
    const { service, fail } = faultyBus(counter());
    fail('add', { times: 2, given: (amount) => amount > 1 });
    expect(await codeOf(service.add(2))).to.equal('EVENT_BUS_ERROR');
    expect(await service.add(1)).to.equal(1);
    expect(await codeOf(service.add(3))).to.equal('EVENT_BUS_ERROR');
    expect(await service.add(3)).to.equal(4);
  });

  it('loses only the answer of a call that fails after it took effect', async () => {
    const { service, fail } = faultyStore(counter());
    fail('add', { effect: 'after', error: new Error('connection lost') });
    expect(String(await codeOf(service.add(5)))).to.contain('connection lost');
    expect(service.peek()).to.equal(5);
  });

  it('holds one call until its gate opens, while others pass', async () => {
    const { service, hold } = faultyStore(counter());
    const gate = hold('add', { given: (amount) => amount === 10 });
    const held = service.add(10);
    await gate.reached;
    expect(await service.add(1)).to.equal(1);
    gate.open();
    expect(await held).to.equal(11);
  });

  it('lets calls meet, so that none takes effect before all have arrived', async () => {
    const { service, meet } = faultyStore(counter());
    meet('add', 2);
    const first = service.add(1);
    expect(await service.read()).to.equal(0);
    expect(await Promise.all([first, service.add(1)])).to.deep.equal([1, 2]);
  });
});
