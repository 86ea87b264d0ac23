import type { CodegenConfig } from '@graphql-codegen/cli';
import { exactRefusals } from './client/exact-refusals.ts';

// The printed schema is the only bridge between server and client, so the documents are typed from the file
// and never from a running server.
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: [
    'client/src/**/*.{ts,tsx}',
    'docs/live-page/*.tsx',
    '!client/src/graphql/generated/**',
    '!client/src/**/*.test.ts',
  ],
  ignoreNoDocuments: true,
  generates: {
    'client/src/graphql/generated/error-types.ts': { plugins: ['./client/print-error-types.ts'] },
    'client/src/graphql/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      documentTransforms: [{ transform: exactRefusals }],
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        importExtension: '.ts',
        strictScalars: true,
        scalars: { Date: 'string', DateTime: 'string', EventCursor: 'string', ID: 'string' },
      },
    },
  },
};

export default config;
