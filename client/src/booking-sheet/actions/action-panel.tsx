import type { ReactNode } from 'react';
import type { SheetAction } from './action-forms.ts';
import { AssignRoomPanel } from './assign-room-panel.tsx';
import { ConfirmPanel } from './confirm-panel.tsx';
import { DevicesPanel } from './devices-panel.tsx';
import { EditPanel } from './edit-panel.tsx';
import { ExtendPanel } from './extend-panel.tsx';
import { FinishPanel } from './finish-panel.tsx';
import { HandOverPanel } from './hand-over-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { reasonPanels } from './reason-panels.tsx';
import { ReschedulePanel } from './reschedule-panel.tsx';

const panels: Record<SheetAction, (props: PanelProps) => ReactNode> = {
  ASSIGN_ROOM: AssignRoomPanel,
  CONFIRM: ConfirmPanel,
  RESCHEDULE: ReschedulePanel,
  UPDATE: EditPanel,
  FINISH: FinishPanel,
  EXTEND: ExtendPanel,
  HAND_OVER: HandOverPanel,
  DEVICES: DevicesPanel,
  ...reasonPanels,
};

export function ActionPanel({ action, ...props }: PanelProps & { action: SheetAction }) {
  const Panel = panels[action];
  return <Panel {...props} />;
}
