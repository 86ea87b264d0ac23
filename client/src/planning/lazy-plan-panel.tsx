import type { ComponentProps } from 'react';
import { NotFetched } from '../ui/not-fetched.tsx';
import { useLoaded } from '../ui/use-loaded.ts';

async function loadPlanPanel() {
  return (await import('./plan-panel.tsx')).PlanPanel;
}

export function LazyPlanPanel(props: ComponentProps<Awaited<ReturnType<typeof loadPlanPanel>>>) {
  const { part, retry } = useLoaded(loadPlanPanel);
  if (part === null) return <div aria-busy="true" />;
  if (part === 'failed') return <NotFetched onRetry={retry} />;
  const PlanPanel = part.loaded;
  return <PlanPanel {...props} />;
}
