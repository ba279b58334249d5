/** Loaded before every process that is measured: tells what it has used so far, when it is asked. */
process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, rssMiB: process.memoryUsage.rss() / 2 ** 20 });
});
// The channel alone keeps no process alive.
process.channel?.unref();
