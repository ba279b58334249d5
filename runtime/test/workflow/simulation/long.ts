/** How many runs `npm run test:workflows-long` does, unless it is told otherwise. */
process.env['ONEX_SIMULATIONS'] ??= '10000';
