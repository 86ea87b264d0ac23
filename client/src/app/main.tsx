import '../ui/tokens.css';
import '../ui/base.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ConnectionProvider } from '../graphql/connection-context.tsx';
import { cacheConfig } from './cache.ts';
import { createAppRouter } from './routes.tsx';
import { Toaster } from '../ui/toaster.tsx';

// Most browsers bring Temporal along; the others wait for it once, before anything asks what day it is.
if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');

const router = createAppRouter();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ConnectionProvider url={`${window.location.origin}/graphql`} cache={cacheConfig}>
      <Toaster>
        <RouterProvider router={router} />
      </Toaster>
    </ConnectionProvider>
  </StrictMode>,
);
