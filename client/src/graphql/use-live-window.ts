import { useEffect, useEffectEvent, useMemo } from 'react';
import { createRequest, stringifyVariables, useClient, useQuery, type AnyVariables, type RequestPolicy } from 'urql';
import type { After, ChangeOf, LiveStream, LiveWindow } from './live-window.ts';

type StreamOptions<Followed> = {
  /** Hears of each change once it is shown. */
  onChange?: ((change: ChangeOf<Followed>) => void) | undefined;
  readonly pause?: boolean;
};

/** The same object as long as it says the same. */
function useSteadyVariables<Variables extends AnyVariables>(variables: Variables): Variables {
  const text = stringifyVariables(variables);
  return useMemo(() => JSON.parse(text) as Variables, [text]);
}

/** Follows a window that something else reads, or one whose stream begins with all there is. */
export function useLiveStream<Followed, Follow extends AnyVariables>(
  { follow, rules }: LiveStream<Followed, Follow>,
  variables: NoInfer<Follow>,
  { onChange, pause = false }: StreamOptions<Followed> = {},
): void {
  const client = useClient();
  const steady = useSteadyVariables(variables);
  const tell = useEffectEvent((change: ChangeOf<Followed>) => onChange?.(change));
  useEffect(() => {
    if (pause) return undefined;
    const stream = client
      .subscription(follow, steady as never, { liveWindow: rules })
      .subscribe(({ data }) => data && tell(Object.values(data as object)[0] as ChangeOf<Followed>));
    return () => stream.unsubscribe();
  }, [client, follow, rules, steady, pause]);
}

/** Reads a window and keeps it true: what is shown is never of other variables than those of now. See SPEC.md. */
export function useLiveWindow<Data, Followed, Read extends AnyVariables>(
  window: LiveWindow<Data, Followed, Read>,
  variables: NoInfer<Read>,
  { requestPolicy = 'cache-and-network', ...options }: StreamOptions<Followed> & { requestPolicy?: RequestPolicy } = {},
) {
  const steady = useSteadyVariables(variables);
  const { key } = useMemo(() => createRequest(window.read, steady), [window, steady]);
  const [{ data, error, operation, fetching, stale }, ask] = useQuery({
    query: window.read,
    variables: steady as never,
    requestPolicy,
    pause: options.pause ?? false,
  });
  useLiveStream(window, steady as Read & After, options);
  const isCurrent = operation?.key === key;
  return {
    data: isCurrent ? data : undefined,
    error: isCurrent ? error : undefined,
    fetching,
    /** What is shown is what was answered last, and nothing is asked. */
    isSettled: isCurrent && !fetching && !stale,
    retry: () => ask({ requestPolicy: 'network-only' }),
  };
}
