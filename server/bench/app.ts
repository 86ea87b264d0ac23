import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type App, type AppConfig, createApp } from '../src/app.ts';
import { createLog } from '../src/platform/log.ts';
import { answerBench } from './measured-process.ts';
import { secret } from './secret.ts';

export type AppOptions = Pick<AppConfig, 'appUrl' | 'eventsUrl' | 'jobsUrl' | 'limits'>;

let app: App | undefined;

answerBench({
  start: async ({ appUrl, eventsUrl, jobsUrl, limits = {} }: AppOptions) => {
    app = await createApp({
      appUrl,
      eventsUrl,
      jobsUrl,
      limits,
      secret,
      host: '127.0.0.1',
      port: 0,
      log: createLog('silent'),
    });
    return app.url.replace('localhost', '127.0.0.1');
  },
  /** The bytes in use after a garbage collection. */
  keptBytes: () => {
    setFlagsFromString('--expose_gc');
    (runInNewContext('gc') as () => void)();
    return process.memoryUsage().heapUsed;
  },
  stop: async () => app?.close(),
});
