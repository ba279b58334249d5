import { expect } from 'chai';
import { Container, defineToken } from '../../../src/node/index.ts';

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
    expect(() => container.get(GREETING)).to.throw('depends on itself');
    container.register(NAME, { value: 'Ada' }).get(NAME);
    expect(() => container.register(NAME, { value: 'Eve' })).to.throw('already in use');
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

  it('disposes of everything whatever fails, and reports every failure', async () => {
    const gone: string[] = [];
    const failing = (name: string) => ({
      dispose: async () => {
        gone.push(name);
        throw new Error(`${name} is stuck`);
      },
    });
    const make = (...names: string[]): Container => {
      const container = new Container();
      for (const name of names) {
        const token = defineToken<object>(name);
        const service = name.startsWith('bad') ? failing(name) : { dispose: () => void gone.push(name) };
        container.register(token, () => service).get(token);
      }
      return container;
    };
    const one = await make('first', 'bad', 'last')
      .dispose()
      .catch((error: unknown) => error);
    expect(one).to.include({ message: 'bad is stuck' });
    expect(gone.splice(0)).to.deep.equal(['last', 'bad', 'first']);
    const both = await make('bad 1', 'middle', 'bad 2')
      .dispose()
      .catch((error: unknown) => error);
    expect(both).to.be.instanceOf(AggregateError);
    expect((both as AggregateError).message)
      .to.contain('bad 1 is stuck')
      .and.contain('bad 2 is stuck');
    expect(gone).to.deep.equal(['bad 2', 'middle', 'bad 1']);
  });
});
