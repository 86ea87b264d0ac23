import type { ReactNode } from 'react'
import type { BookingActionName } from '../graphql/generated/graphql.ts'
import { AssignRoomPanel } from './assign-room-panel.tsx'
import { CancelPanel } from './cancel-panel.tsx'
import { ConfirmPanel } from './confirm-panel.tsx'
import { EditPanel } from './edit-panel.tsx'
import type { PanelProps } from './panel-props.ts'
import { RejectPanel } from './reject-panel.tsx'
import { ReschedulePanel } from './reschedule-panel.tsx'
import { UnassignRoomPanel } from './unassign-room-panel.tsx'

const PANELS: Record<BookingActionName, (props: PanelProps) => ReactNode> = {
  ASSIGN_ROOM: AssignRoomPanel,
  CONFIRM: ConfirmPanel,
  RESCHEDULE: ReschedulePanel,
  UPDATE: EditPanel,
  UNASSIGN_ROOM: UnassignRoomPanel,
  REJECT: RejectPanel,
  CANCEL: CancelPanel,
}

export function ActionPanel({ action, ...props }: PanelProps & { action: BookingActionName }) {
  const Panel = PANELS[action]
  return <Panel {...props} />
}
