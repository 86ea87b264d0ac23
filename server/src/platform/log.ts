import { type Logger, pino } from 'pino';

export type Log = Logger;

export const createLog = (level: string): Log =>
  pino({
    level,
    base: null,
    redact: { paths: ['*.password', '*.token', '*.refreshToken', '*.accessToken', 'req.headers'], remove: true },
  });
