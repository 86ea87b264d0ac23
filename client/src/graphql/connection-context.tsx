import { createContext, use, useCallback, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { Provider } from 'urql';
import type { CacheExchangeOpts } from '@urql/exchange-graphcache';
import { createConnection, type Connection } from './connection.ts';
import type { LiveStatus } from './live-status.ts';

type ConnectionValue = Connection & {
  /** Forgets all that was read and heard: somebody else signs in, or nobody is signed in any more. */
  reset(): void;
};

const ConnectionContext = createContext<ConnectionValue | null>(null);

type ConnectionProviderProps = {
  url: string;
  /** Stays the same while it is mounted. */
  cache: CacheExchangeOpts;
  children: ReactNode;
};

export function ConnectionProvider({ url, cache, children }: ConnectionProviderProps) {
  const [connection, setConnection] = useState(() => createConnection(url, cache));
  const [shown, setShown] = useState(0);
  const reset = useCallback(() => {
    connection.close();
    setConnection(createConnection(url, cache));
  }, [connection, url, cache]);
  // Whoever may see less from now on sees none of what is on the page until it is read again.
  useEffect(
    () =>
      connection.session.onCurtailed(() => {
        reset();
        setShown((before) => before + 1);
      }),
    [connection, reset],
  );
  return (
    <ConnectionContext value={{ ...connection, reset }}>
      <Provider key={shown} value={connection.client}>
        {children}
      </Provider>
    </ConnectionContext>
  );
}

export function useConnection(): ConnectionValue {
  const connection = use(ConnectionContext);
  if (!connection) throw new Error('useConnection is used outside of ConnectionProvider');
  return connection;
}

export function useLiveStatus(): LiveStatus {
  const { status } = useConnection();
  return useSyncExternalStore(status.listen, status.read);
}
