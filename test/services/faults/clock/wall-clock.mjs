/**
 * Sets the wall clock of a process, and leaves its monotonic clock, its timers, and every other process alone.
 * `ONEX_TEST_WALL_SHIFTS` has milliseconds, comma-separated: the first is added from the start on, and each SIGHUP goes
 * on to the next. Preloaded with `--import`.
 */
const shifts = (process.env['ONEX_TEST_WALL_SHIFTS'] ?? '').split(',').map(Number);
const RealDate = Date;
const origin = performance.timeOrigin + (shifts[0] ?? 0);
let shift = shifts.shift() ?? 0;

class ShiftedDate extends RealDate {
  constructor(...args) {
    super(...(args.length === 0 ? [RealDate.now() + shift] : args));
  }
  static now() {
    return RealDate.now() + shift;
  }
}
globalThis.Date = ShiftedDate;
Object.defineProperty(performance, 'timeOrigin', { value: origin, configurable: true });
process.on('SIGHUP', () => {
  shift = shifts.shift() ?? shift;
});
