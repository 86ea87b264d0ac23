import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { sha256 } from '../sealed-keys.ts';

export type Transport = 'http' | 'socket';
export type Outcome = 'ok' | 'refused' | 'failed';

/** One metric of the text format; its labels come from the server, never from a caller. */
export type Sample = {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  readonly values: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[];
};

/** Counts the requests to this process since it started. */
export class RequestCounts {
  readonly #counts = new Map<string, { readonly labels: Record<string, string>; value: number }>();

  add(transport: Transport, outcome: Outcome): void {
    const key = `${transport} ${outcome}`;
    const entry = this.#counts.get(key) ?? { labels: { transport, outcome }, value: 0 };
    entry.value += 1;
    this.#counts.set(key, entry);
  }

  get sample(): Sample {
    return {
      name: 'colab_requests_total',
      type: 'counter',
      help: 'Requests over HTTP and operations over sockets, by how they ended.',
      values: [...this.#counts.values()],
    };
  }
}

export function gauge(name: string, help: string, values: number | Sample['values']): Sample {
  return {
    name: `colab_${name}`,
    type: 'gauge',
    help,
    values: typeof values === 'number' ? [{ value: values }] : values,
  };
}

export function counter(name: string, help: string, values: Sample['values']): Sample {
  return {
    ...gauge(name, help, values),
    type: 'counter',
  };
}

/** The text format of Prometheus, version 0.0.4. */
export function metricsText(samples: readonly Sample[]): string {
  return samples
    .flatMap(({ name, type, help, values }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...values.map(({ labels = {}, value }) => {
        const labelText = Object.entries(labels)
          .map(([label, text]) => `${label}="${text}"`)
          .join(',');
        return `${name}${labelText === '' ? '' : `{${labelText}}`} ${value}`;
      }),
    ])
    .join('\n')
    .concat('\n');
}

/** Metrics are for this machine, and for callers with METRICS_TOKEN. A proxy on this machine forwards strangers. */
export function mayReadMetrics({ headers, socket }: IncomingMessage, token: string | undefined): boolean {
  const [scheme, bearer] = headers.authorization?.split(' ') ?? [];
  if (token !== undefined && scheme?.toLowerCase() === 'bearer' && bearer !== undefined)
    return timingSafeEqual(sha256(bearer), sha256(token));
  const isLocal = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(socket.remoteAddress ?? '');
  return isLocal && headers['x-forwarded-for'] === undefined && headers['forwarded'] === undefined;
}
