import {
  Accessibility,
  AirVent,
  BatteryCharging,
  EthernetPort,
  Monitor,
  NotebookPen,
  Plug,
  Presentation,
  Projector,
  Video,
  Volume2,
} from 'lucide-react';
import type { RoomEquipment } from '../../graphql/generated/graphql.ts';

const equipmentIcons: Readonly<Record<RoomEquipment, typeof Projector>> = {
  PROJECTOR: Projector,
  SCREEN: Monitor,
  VIDEO_CONFERENCE: Video,
  SOUND: Volume2,
  WHITEBOARD: Presentation,
  FLIP_CHART: NotebookPen,
  WIRED_NETWORK: EthernetPort,
  POWER_AT_SEATS: Plug,
  BACKUP_POWER: BatteryCharging,
  AIR_CONDITIONING: AirVent,
  STEP_FREE_ACCESS: Accessibility,
};

export function EquipmentIcon({ item }: { item: RoomEquipment }) {
  const Icon = equipmentIcons[item];
  return <Icon aria-hidden="true" />;
}
