import { expect } from 'chai';
import { kafkaLogCreator } from '../../../../../src/event-bus/transports/kafka/client/kafka-logger.ts';
import { recordingLogger } from '../../../recording-logger.ts';

describe('the client’s own log', () => {
  it('never warns in our name: it is written for debugging, the same line once per half minute, with how many were left out', () => {
    const logger = recordingLogger();
    let time = 0;
    const log = kafkaLogCreator(logger, () => time)(4);
    const error = (port: number) =>
      log({
        namespace: 'Connection',
        level: 1,
        label: 'ERROR',
        log: { timestamp: '', message: 'Connection error', error: `connect ECONNREFUSED 127.0.0.1:${port}` },
      });
    for (let count = 0; count < 100; count += 1) error(count);
    expect(logger.lines).to.have.length(1);
    expect(logger.lines[0]?.message).to.contain('Connection error').and.contain('ECONNREFUSED');
    time = 30_000;
    error(1);
    expect(logger.lines).to.have.length(2);
    expect(logger.lines[1]?.fields).to.include({ left_out: 99 });
    expect(logger.lines.map(({ level }) => level)).to.deep.equal(['debug', 'debug']);
  });

  it('is quiet about what is no trouble', () => {
    const logger = recordingLogger();
    const log = kafkaLogCreator(logger)(4);
    log({ namespace: 'Consumer', level: 4, label: 'INFO', log: { timestamp: '', message: 'Starting' } });
    log({ namespace: 'Consumer', level: 5, label: 'DEBUG', log: { timestamp: '', message: 'request' } });
    expect(logger.lines.map(({ level }) => level)).to.deep.equal(['debug']);
  });
});
