import type { FeatureWords } from '../bookings/feature-words.ts';

export const roomsWords: FeatureWords = {
  actions: {
    createRoom: 'Add a room',
    updateRoom: 'Change a room',
    orderRooms: 'Move a room in the list',
    deactivateRoom: 'Retire a room',
    reactivateRoom: 'Reactivate a room',
  },
};
