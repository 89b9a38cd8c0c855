import { runGitResolve } from './resolve/run-call.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runGitResolve(process.argv.slice(2), {
  write: (text) => void process.stdout.write(text),
  note: (text) => void process.stderr.write(`${text.replace(/\n$/, '')}\n`),
  input: () => process.stdin,
  env: process.env,
});
