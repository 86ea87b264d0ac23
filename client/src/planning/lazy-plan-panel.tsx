import { lazyPart } from '../ui/lazy-part.tsx';

export const LazyPlanPanel = lazyPart(async () => (await import('./plan-panel.tsx')).PlanPanel, {
  waiting: () => <div aria-busy="true" />,
});
