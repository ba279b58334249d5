import { expect } from 'chai';
import { Container, defineToken } from '../../src/node/index.ts';

const NAME = defineToken<string>('NAME');
const GREETING = defineToken<{ text: string }>('GREETING');

describe('container', () => {
  it('makes a service once, when it is first asked for', () => {
    let made = 0;
    const container = new Container().register(NAME, { value: 'Ada' }).register(GREETING, (services) => {
      made += 1;
      return { text: `Hello ${services.get(NAME)}` };
    });
    expect(made).to.equal(0);
    expect(container.get(GREETING)).to.equal(container.get(GREETING));
    expect(container.get(GREETING).text).to.equal('Hello Ada');
    expect(made).to.equal(1);
  });

  it('tells tokens apart by identity, not by name', () => {
    const container = new Container().register(NAME, { value: 'Ada' });
    expect(container.has(defineToken<string>('NAME'))).to.equal(false);
    expect(container.find(defineToken<string>('NAME'))).to.equal(undefined);
  });

  it('says which service is missing, needs itself, or is replaced too late', () => {
    const container = new Container().register(GREETING, (services) => services.get(GREETING));
    expect(() => container.get(NAME)).to.throw('NAME');
    expect(() => container.get(GREETING)).to.throw('needs itself');
    container.register(NAME, { value: 'Ada' }).get(NAME);
    expect(() => container.register(NAME, { value: 'Eve' })).to.throw('in use already');
  });

  it('disposes of what it made, newest first, and not of what it was given', async () => {
    const gone: string[] = [];
    const service = (name: string) => ({ dispose: () => void gone.push(name) });
    const [FIRST, SECOND, GIVEN] = ['1', '2', '3'].map((name) => defineToken<object>(name));
    const container = new Container()
      .register(FIRST as typeof GREETING, (() => service('first')) as never)
      .register(SECOND as typeof GREETING, (() => service('second')) as never)
      .register(GIVEN as typeof GREETING, { value: service('given') as never });
    for (const token of [FIRST, SECOND, GIVEN]) container.get(token as typeof GREETING);
    await container.dispose();
    await container.dispose();
    expect(gone).to.deep.equal(['second', 'first']);
  });

  it('disposes of the others when one fails, and reports every failure', async () => {
    const gone: string[] = [];
    const container = new Container();
    const services = ['a', 'b', 'c', 'd'].map((name) => ({
      token: defineToken<object>(name),
      dispose() {
        gone.push(name);
        if (name === 'c') throw new Error('c is stuck');
        if (name === 'b') return Promise.reject(new Error('b is stuck'));
        return undefined;
      },
    }));
    for (const service of services) container.register(service.token, () => service);
    for (const { token } of services) container.get(token);
    const failure: unknown = await container.dispose().catch((error: unknown) => error);
    expect(gone).to.deep.equal(['d', 'c', 'b', 'a']);
    expect((failure as AggregateError).errors.map(String)).to.deep.equal([
      'Error: c is stuck',
      'Error: b is stuck',
    ]);
    await container.dispose();
    expect(gone).to.have.length(4);
  });
});
