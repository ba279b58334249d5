import { expect } from 'chai';
import { knownVariables, unknownVariables } from '../../src/settings/index.ts';

const names = (environment: Record<string, string>): string[] =>
  unknownVariables(environment).map(({ name, nearest }) => `${name} → ${nearest}`);

describe('names of variables', () => {
  it('that are misspelled are found with the nearest name, whatever letter is missing, changed, or swapped', () => {
    for (const known of knownVariables().filter((name) => name.startsWith('ONEX_'))) {
      const [prefix, ending] = [known.slice(0, 5), known.slice(5)];
      const middle = Math.floor(ending.length / 2);
      const spoiled = [
        ending.slice(0, middle) + ending.slice(middle + 1),
        `${ending.slice(0, middle)}Q${ending.slice(middle + 1)}`,
        `${ending}S`,
      ];
      for (const wrong of spoiled)
        expect(names({ [prefix + wrong]: '1' }), wrong).to.deep.equal([`${prefix}${wrong} → ${known}`]);
    }
    expect(names({ ONEX_PROT: '1', ONEX_LOG: 'debug' })).to.deep.equal([
      'ONEX_LOG → ONEX_LOG_LEVEL',
      'ONEX_PROT → ONEX_PORT',
    ]);
  });

  it('of other software are reported only where they begin with ONEX_ or are near a known name', () => {
    expect(
      names({
        PATH: '/bin',
        ONEX_PAYMENTS_PORT_8080_TCP_ADDR: '10.0.0.1',
        ONEX_PORT_SERVICE_HOST: '10.0.0.1',
        KAFKA_HOME: '/opt/kafka',
        CONSUL_HTTP_SSL_VERIFY: 'false',
        KAFKA_BOOTSTRAP_SERVER: 'a:1',
      }),
    ).to.deep.equal([
      'KAFKA_BOOTSTRAP_SERVER → KAFKA_BOOTSTRAP_SERVERS',
      'ONEX_PAYMENTS_PORT_8080_TCP_ADDR → null',
      'ONEX_PORT_SERVICE_HOST → null',
    ]);
  });

  it('that Kubernetes sets for services are not reported in a pod', () => {
    const links = {
      ONEX_SHOP_SERVICE_HOST: '10.0.0.1',
      ONEX_SHOP_SERVICE_PORT: '80',
      ONEX_SHOP_SERVICE_PORT_HTTP: '80',
      ONEX_SHOP_PORT: 'tcp://10.0.0.1:80',
      ONEX_SHOP_PORT_80_TCP_ADDR: '10.0.0.1',
    };
    expect(names(links)).to.have.length(5);
    expect(names({ ...links, KUBERNETES_SERVICE_HOST: '10.0.0.1', ONEX_PROT: '1' })).to.deep.equal([
      'ONEX_PROT → ONEX_PORT',
    ]);
  });

  it('without a value, and those of the runtime, are not reported', () => {
    expect(names({ ONEX_PROT: ' ', ONEX_NONSENSE: '' })).to.deep.equal([]);
    expect(names(Object.fromEntries(knownVariables().map((name) => [name, '1'])))).to.deep.equal([]);
  });
});
