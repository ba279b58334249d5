import type { Socket } from 'node:net';
import type { EventLog } from './event-log.ts';
import { eventMatcher } from './filter.ts';
import type { ControlAnswer, TailLine, TailRequest } from './protocol.ts';

/**
 * Sends events to one client as fast as it reads them. While a client does not read, its events wait in the log, which
 * is bounded. The client receives the number of events that the log drops meanwhile.
 */
export function serveTail(request: TailRequest, socket: Socket, events: EventLog): void {
  const matches = eventMatcher(request);
  const write = (line: TailLine | ControlAnswer): void => void socket.write(`${JSON.stringify(line)}\n`);
  let next = request.from === 'start' ? events.oldest : events.end;
  const until = request.follow ? Infinity : events.end;
  const send = (): void => {
    for (; next < Math.min(until, events.end); next += 1) {
      if (socket.destroyed || socket.writableNeedDrain) return;
      if (next < events.oldest) {
        write({ leftOut: events.oldest - next });
        next = events.oldest;
      }
      const event = events.at(next);
      if (event !== undefined && matches(event)) write({ event });
    }
    if (next >= until && !socket.writableEnded) {
      socket.end(`${JSON.stringify({ end: true } satisfies TailLine)}\n`);
    }
  };
  write({ ok: true });
  socket.on('drain', send);
  const stop = events.listen(send);
  socket.on('close', stop);
  socket.on('end', stop);
  send();
}
