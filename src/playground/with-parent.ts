/** Loaded before the bot's program: it ends when whoever started it is gone, however that came about. */
process.stdin.on("close", () => process.kill(process.pid, "SIGTERM"));
process.stdin.resume();
process.stdin.unref();
