// The two channels between Electron's page and the core. A leaf, because the preload is bundled alone.

/** Page to core: the text of a Request; the answer is the text of a Reply. */
export const callChannel = 'kiosk:call';
/** Core to page: the text of a ServerMessage that carries an event. */
export const eventChannel = 'kiosk:event';
