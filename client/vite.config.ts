import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const server = process.env['COLAB_SERVER'] ?? 'http://localhost:4000'

/**
 * `graphql(…)` finds its typed document in a list of all of them, texts included. In a build the name of the document
 * is known, so the call becomes an import of just that one, and the list stays out of the bundle.
 */
function documentsByName(): Plugin {
  const call = /\bgraphql\(`([^`]*)`\)/g
  return {
    name: 'documents-by-name',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('/client/src/') || id.includes('/generated/') || !code.includes('graphql(`')) return null
      const names = new Set<string>()
      const replaced = code.replace(call, (_whole, source: string) => {
        const [, kind, name] = /\b(query|mutation|subscription|fragment)\s+(\w+)/.exec(source) ?? []
        if (name === undefined) throw new Error(`${id}: a document without a name cannot be found`)
        // A fragment is written down where its component is; what carries it are the documents that spread it.
        if (kind === 'fragment') return 'void 0'
        names.add(`${name}Document`)
        return `${name}Document`
      })
      const list = [...names].join(', ')
      return {
        code: replaced.replace(/import \{ graphql \} from '([^']*)\/gql\.ts';?/, list ? `import { ${list} } from '$1/graphql.ts';` : ''),
        map: null,
      }
    },
  }
}

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
    // Icons and marks stay files: a data: URI would force a weaker content security policy on the server.
    assetsInlineLimit: 0,
  },
  server: {
    port: 4001,
    proxy: {
      '/graphql': { target: server, ws: true },
      '/healthz': server,
      '/readyz': server,
    },
  },
})
