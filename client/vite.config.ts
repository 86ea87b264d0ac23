import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { documentsByName } from './documents-by-name.ts';

const server = process.env['COLAB_SERVER'] ?? 'http://localhost:4000';

// Each part names what it wants fetched with it; what every page has is there already.
const inEachPage = /\/(libraries|shared|rolldown-runtime)-[^/]*\.js$/;

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [documentsByName(), react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    sourcemap: true,
    target: 'es2023',
    // What knows es2023 preloads modules by itself, or fetches them a moment later.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, dependencies, { hostType }) =>
        hostType === 'js' ? dependencies.filter((file) => !inEachPage.test(file)) : dependencies,
    },
    // Icons and marks stay files: a data: URI would force a weaker content security policy on the server.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What every page has is two files, not thirty: each compresses on its own, and the smaller the worse. What only
        // lazy parts have stays with them: `bookings/`, `booking-sheet/`, `booking-form/` and `forms/` are in neither. The last ones are small and on each page.
        codeSplitting: {
          groups: [
            {
              name: 'libraries',
              test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack|urql|@urql|@0no-co|wonka)\//,
            },
            {
              name: 'shared',
              test: /client\/src\/(calendar|graphql|people|time|ui)\/(?!dated-words|keys\/keys)|\/icons\/(bell|calendar-check|calendar-days|door-open|search|sliders-horizontal)\.|\/(go-to|page-path|calendar-search|toggled|live-rooms|plan-outlines|bookings-search|desk-search|devices-search|frame-parts|pages|room-groups|search-button|bell-button|lazy-bell|unread-window|lazy-plan-panel|frame)\.tsx?$/,
              minShareCount: 2,
            },
            // Of the rest those that several parts have: one file of 3 kB instead of twelve that each part names.
            { name: 'icons', test: /lucide-react\/.*\/icons\//, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: {
    port: 4001,
    proxy: {
      '/graphql': { target: server, ws: true },
      '/healthz': server,
      '/readyz': server,
    },
  },
});
