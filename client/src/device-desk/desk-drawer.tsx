import { FailedDrawer, WaitingDrawer } from '../forms/unfetched-drawer.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import type { DeskDrawerAct } from './desk-search.ts';
import '../forms/drawer.css';

const drawer = { waiting: WaitingDrawer, failed: FailedDrawer };
const LendDrawer = lazyPart(async () => (await import('./lend-drawer.tsx')).LendDrawer, drawer);
const MaintenanceDrawer = lazyPart(async () => (await import('./maintenance-drawer.tsx')).MaintenanceDrawer, drawer);
const SwapDrawer = lazyPart(async () => (await import('./swap-drawer.tsx')).SwapDrawer, drawer);
const DamageDrawer = lazyPart(async () => (await import('./damage-drawer.tsx')).DamageDrawer, drawer);

type DeskDrawerProps = {
  readonly act: DeskDrawerAct;
  /** The device or the assignment that it is about. */
  readonly about: string | undefined;
  onClose(): void;
  onDone(): void;
};

/** What asks for more than a scan: a form at the right of the desk. */
export function DeskDrawer({ act, about, onClose, onDone }: DeskDrawerProps) {
  const after = { onClose, onDone };
  if (act === 'lend') return <LendDrawer {...after} />;
  if (about === undefined) return null;
  if (act === 'maintenance') return <MaintenanceDrawer key={about} deviceId={about} {...after} />;
  if (act === 'swap') return <SwapDrawer key={about} assignmentId={about} {...after} />;
  return <DamageDrawer key={about} assignmentId={about} {...after} />;
}
